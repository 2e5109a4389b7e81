import type { ConnectionDetail, Connections } from '@ehr-connector/shared/contract/configuration.ts';
import { describe, expect, it } from 'vitest';
import { enUs } from '../i18n/en-us.ts';
import { createI18n } from '../i18n/i18n.ts';
import {
  approvedRevision,
  sampleContent,
  sampleDetail,
  sampleInvitation,
  sampleRevision,
  summaryOf,
} from '../testing/sample-connections.ts';
import { ADA, EDGAR, SAMPLE_PEOPLE } from '../testing/sample-people.ts';
import { connectionNews, disturbsForms, listNews } from './connection-news.ts';

const i18n = createI18n('en-US', enUs);
const people = Object.fromEntries(SAMPLE_PEOPLE.map((person) => [person.id, person]));
const detail = (overrides: Partial<ConnectionDetail>) => sampleDetail({ people, ...overrides });
const news = (before: Partial<ConnectionDetail>, after: Partial<ConnectionDetail>) =>
  connectionNews(i18n, ADA.id, detail(before), detail(after));

const by = { createdBy: EDGAR.id, changedBy: EDGAR.id, proposedBy: EDGAR.id, decidedBy: EDGAR.id };
const draft = sampleRevision({ number: 4, ...by });
const proposal = sampleRevision({ ...draft, state: 'proposed' });
const ended = (state: 'approved' | 'rejected' | 'withdrawn' | 'expired') => ({
  open: null,
  history: [sampleRevision({ ...proposal, state, reason: state === 'rejected' ? 'No.' : null })],
});
const rehearsed = (isGreen: boolean, who: string | null = null) => ({
  lastRehearsal: { at: '2026-11-23T01:00:00.000Z', by: who, isGreen, results: [] },
});

describe('of a connection it is told', () => {
  it.each<[string, Partial<ConnectionDetail>, Partial<ConnectionDetail>]>([
    ['Edgar Elm began draft 4.', { open: null }, { open: draft }],
    [
      'Edgar Elm changed draft 4.',
      { open: draft },
      { open: { ...draft, version: 2, content: sampleContent({ clientId: 'another' }) } },
    ],
    ['Draft 4 was discarded.', { open: draft }, { open: null, history: [] }],
    [
      'Edgar Elm proposed revision 4. It waits for approval.',
      { open: draft },
      { open: proposal, history: [proposal] },
    ],
    ['Edgar Elm approved revision 4. It is in service.', { open: proposal }, ended('approved')],
    ['Edgar Elm rejected revision 4: No.', { open: proposal }, ended('rejected')],
    ['Edgar Elm withdrew the proposal of revision 4.', { open: proposal }, ended('withdrawn')],
    ['The time for deciding about revision 4 has run out.', { open: proposal }, ended('expired')],
    [
      'The client is active in the EHR.',
      { open: draft },
      { open: { ...draft, registration: { state: 'active', since: '2026-11-23T01:00:00.000Z' } } },
    ],
    ['The connection has been disabled: nobody is let in.', { state: 'approved' }, { state: 'disabled' }],
    ['The connection has been enabled again.', { state: 'disabled' }, { state: 'approved' }],
    ['The settings have been changed.', { settingsVersion: 1 }, { settingsVersion: 2 }],
    ['A rehearsal succeeded.', { lastRehearsal: null }, rehearsed(true)],
    ['A rehearsal failed.', { lastRehearsal: null }, rehearsed(false)],
  ])('%s', (sentence, before, after) => {
    expect(news(before, after)).toEqual([sentence]);
  });

  it('everything of several things at once', () => {
    const next = { ...proposal, number: 5 };
    expect(news({ open: proposal }, { open: next, history: [next, ...ended('withdrawn').history] })).toEqual([
      'Edgar Elm withdrew the proposal of revision 4.',
      'Edgar Elm proposed revision 5. It waits for approval.',
    ]);
  });

  it('nothing of what does not matter, or what one has just done oneself', () => {
    expect(news({ open: draft }, { open: { ...draft, version: 7, hasBasicCredentials: true } })).toEqual([]);
    expect(news({ lastRehearsal: null }, rehearsed(true, ADA.id))).toEqual([]);
  });
});

it('disturbs who writes only by what may be written', () => {
  const disturbs = (before: Partial<ConnectionDetail>, after: Partial<ConnectionDetail>) =>
    disturbsForms(detail(before), detail(after));
  expect(disturbs({ open: draft }, { open: draft, ...rehearsed(true), state: 'disabled' })).toBe(false);
  expect(disturbs({ open: draft }, { open: { ...draft, version: 2, hasBasicCredentials: true } })).toBe(
    false,
  );
  expect(disturbs({ open: draft }, { open: { ...draft, note: 'another' } })).toBe(true);
  expect(disturbs({ open: draft }, { open: proposal })).toBe(true);
  expect(disturbs({ settingsVersion: 1 }, { settingsVersion: 2 })).toBe(true);
});

describe('of the list it is told', () => {
  const listOf = (...details: readonly Partial<ConnectionDetail>[]): Connections => ({
    connections: details.map((one) => summaryOf(detail(one))),
    invitations: [],
    allowed: [],
  });
  const live = { live: approvedRevision({ number: 3 }), state: 'approved' } as const;
  it.each<[string, Connections, Connections]>([
    ['Northwind Epic was added.', listOf(), listOf({})],
    ['Northwind Epic was removed.', listOf({}), listOf()],
    ['Northwind Epic waits for approval.', listOf({ open: draft }), listOf({ open: proposal })],
    [
      'Northwind Epic waits for your approval.',
      listOf({ open: draft }),
      listOf({ open: proposal, allowed: ['decide'] }),
    ],
    [
      'The proposal for Northwind Epic was rejected, was withdrawn or ran out.',
      listOf({ open: proposal }),
      listOf({ open: null }),
    ],
    [
      'Northwind Epic has a newly approved revision, or was enabled.',
      listOf({ open: proposal }),
      listOf({ open: null, ...live }),
    ],
    ['Northwind Epic was disabled.', listOf(live), listOf({ ...live, state: 'disabled' })],
    ['The rehearsal of Northwind Epic succeeded.', listOf(live), listOf({ ...live, ...rehearsed(true) })],
    ['The rehearsal of Northwind Epic failed.', listOf(live), listOf({ ...live, ...rehearsed(false) })],
  ])('%s', (sentence, before, after) => {
    expect(listNews(i18n, before, after)).toEqual([sentence]);
  });

  it('who invites to share an EHR', () => {
    const invitation = sampleInvitation();
    const { organizationName, connectionName } = invitation;
    expect(listNews(i18n, listOf(), { ...listOf(), invitations: [invitation] })).toEqual([
      `${organizationName} invites you to share ${connectionName}.`,
    ]);
  });
});
