import { ERROR_CODES } from '@ehr-connector/shared/domain/kernel/domain-error.ts';
import { describe, expect, it } from 'vitest';
import type { HttpRequest } from '../server.ts';
import { drawConfirmationPage } from './confirmation-page.ts';
import { drawFailurePage } from './failure-page.ts';
import { failureText } from './failure-texts.ts';
import { LANGUAGES } from './languages.ts';
import { html } from './page.ts';

const asking = (language: string): HttpRequest => ({
  method: 'GET',
  url: new URL('https://connector.example/launch/x/callback?code=secret'),
  params: {},
  headers: { 'accept-language': language },
  body: undefined,
  signal: AbortSignal.timeout(1_000),
});
const script = '<script>alert("1")</script>&\'';

describe('a failure’s page', () => {
  it.each(LANGUAGES)('has words for every failure in %s, and the reference', (language) => {
    for (const code of [...ERROR_CODES, null]) {
      const { title, advice, reference } = failureText(language, code);
      for (const words of [title, advice, reference]) expect(words.trim()).not.toBe('');
      const page = drawFailurePage({ status: 403, code, reference: 'ABCD1234' }, asking(language));
      expect(page.status).toBe(403);
      expect(page.body).toContain(`<html lang="${language}">`);
      expect(page.body).toContain('<code>ABCD1234</code>');
      expect(page.body).not.toContain('undefined');
    }
  });

  it('is not the same in two languages', () => {
    for (const code of ERROR_CODES) {
      const titles = LANGUAGES.map((language) => failureText(language, code).title);
      expect(new Set(titles).size).toBe(LANGUAGES.length);
    }
  });

  it('runs no scripts, is framed by nobody, and tells nobody its address', () => {
    const { headers } = drawFailurePage({ status: 403, code: null, reference: 'X' }, asking('en'));
    expect(headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' });
    const policy = String(headers?.['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("form-action 'none'");
    expect(policy).not.toContain('script-src');
  });
});

describe('a page', () => {
  it('escapes whatever is filled in', () => {
    expect(html`<p title="${script}">${script}</p>`.html).not.toMatch(/<script|"1"|&'/);
    expect(html`${[html`<b>${'<i>'}</b>`, html`<b></b>`]}`.html).toBe(
      '<b>&#60;i></b><b></b>'.replace('i>', 'i&#62;'),
    );
  });

  it('shows names of the EHR and of Microsoft as text', () => {
    const launch = { user: { kind: 'practitioner', reference: 'Practitioner/1', displayName: script } };
    const account = {
      tenantId: 't',
      entraObjectId: 'o',
      roles: [],
      isDirectoryAdmin: false,
      displayName: script,
      username: script,
    };
    const page = drawConfirmationPage('https://teams.example/x')(launch as never, account, asking('es'));
    expect(page.body).not.toContain('<script');
    expect(page.body).toContain('&#60;script&#62;');
    expect(page.headers?.['content-security-policy']).toContain("form-action 'self' https://teams.example;");
    // The form is posted with its origin, which this policy would take away.
    expect(page.headers?.['referrer-policy']).toBeUndefined();
  });
});
