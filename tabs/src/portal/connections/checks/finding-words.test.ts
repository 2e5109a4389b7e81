import type { CheckResult } from '@ehr-connector/shared/contract/checks.ts';
import { describe, expect, it } from 'vitest';
import { createI18n } from '../../i18n/i18n.ts';
import { LOCALES, loadMessages } from '../../i18n/locale.ts';
import { sampleDetail } from '../../testing/sample-connections.ts';
import { EDGAR } from '../../testing/sample-people.ts';
import { detailWords } from './detail-words.ts';
import { findingWords, isNotChosen, wayOut } from './finding-words.ts';
import { type Check, FINDINGS } from './findings.ts';

/** What asks nothing of anybody, whatever its outcome. */
const NOTHING_TO_DO = ['clinicians-none-linked'];

const result = (check: Check, finding: string | null, outcome: CheckResult['outcome']): CheckResult => ({
  check,
  finding,
  outcome,
  details: {},
});

describe.each(LOCALES)('in %s', async (locale) => {
  const i18n = createI18n(locale, await loadMessages(locale));

  it('every finding has a sentence, and a way out if it is not fine', () => {
    for (const [check, findings] of Object.entries(FINDINGS) as [Check, readonly string[]][]) {
      // Of each check, the first finding is the good one.
      for (const [index, finding] of findings.entries()) {
        const found = result(check, finding, index === 0 ? 'fine' : 'failed');
        expect(findingWords(i18n, found), finding).not.toContain(finding);
        const isGood =
          /-(fine|valid|active|licensed|deleted)$|^(reachable|fhir-r4|writeback-not-wanted)$/.test(finding);
        if (!isGood && !NOTHING_TO_DO.includes(finding)) expect(wayOut(i18n, found), finding).toMatch(/\S/);
      }
    }
  });

  it('what could not be looked at, and what this page does not know yet, have a sentence too', () => {
    expect(findingWords(i18n, result('clock', null, 'skipped'))).toMatch(/\S/);
    expect(findingWords(i18n, result('clock', 'clock-of-the-future', 'failed'))).toContain(
      'clock-of-the-future',
    );
    expect(wayOut(i18n, result('clock', 'clock-of-the-future', 'failed'))).toBeNull();
  });
});

it('of what was not chosen yet is that, with the way to choose it', async () => {
  const i18n = createI18n('en-US', await loadMessages('en-US'));
  const found = result('client', 'client-not-given', 'skipped');
  expect(isNotChosen(found)).toBe(true);
  expect(findingWords(i18n, found)).toBe('There is no client ID yet.');
  expect(wayOut(i18n, found)).toMatch(/enter the client ID/);
  expect(isNotChosen(result('client', null, 'skipped'))).toBe(false);
});

it('names people in the details, and keeps what has no label', async () => {
  const i18n = createI18n('en-US', await loadMessages('en-US'));
  const { people } = sampleDetail();
  expect(detailWords(i18n, people, ['accounts', `${EDGAR.id}, gone`])).toEqual({
    label: 'Accounts',
    value: 'Edgar Elm and Account gone, no longer in the directory',
  });
  expect(detailWords(i18n, people, ['direction', 'ahead']).value).toBe('ahead');
  expect(detailWords(i18n, people, ['odd', 'x'])).toEqual({ label: 'odd', value: 'x' });
});
