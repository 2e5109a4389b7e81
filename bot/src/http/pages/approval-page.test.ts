import { describe, expect, it } from 'vitest';
import type { HttpRequest } from '../server.ts';
import { drawApprovalFailure, drawApprovalPage, drawProvenPage } from './approval-page.ts';
import { LANGUAGES } from './languages.ts';

const path = '/approval/connection-0123456789/3';
const asking = (language: string): HttpRequest => ({
  method: 'GET',
  url: new URL(`https://connector.example${path}`),
  params: {},
  headers: { 'accept-language': language },
  body: undefined,
  signal: AbortSignal.timeout(1_000),
});
const script = '<script>alert("1")</script>';
const drawn = (language: string) =>
  drawApprovalPage(
    {
      connectionName: script,
      fhirBaseUrl: 'https://ehr.example/R4',
      account: { displayName: script, username: 'priya@x.example' },
      path,
      ehrOrigin: 'https://ehr.example',
    },
    asking(language),
  );
const refused = (language: string) =>
  drawApprovalFailure({ status: 403, code: 'not-allowed', reference: 'ABCD1234' }, asking(language));

describe('the page of an approval', () => {
  it.each(LANGUAGES)('says in %s which account, which address and what happens', (language) => {
    const page = drawn(language);
    expect(page.body).toContain(`<html lang="${language}">`);
    for (const shown of ['https://ehr.example/R4', 'priya@x.example', `action="${path}"`])
      expect(page.body).toContain(shown);
    expect(page.body).not.toContain('undefined');
  });

  it('is not the same in two languages', () => {
    for (const draw of [drawn, refused, (language: string) => drawProvenPage(asking(language))]) {
      const bodies = LANGUAGES.map((language) => String(draw(language).body).replace(/lang="[^"]+"/, ''));
      expect(new Set(bodies).size).toBe(LANGUAGES.length);
    }
  });

  it('shows names as text, runs no scripts, is framed by nobody, and posts with its origin', () => {
    const { body, headers } = drawn('en-US');
    expect(body).not.toContain('<script');
    const policy = String(headers?.['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("form-action 'self' https://ehr.example https:");
    expect(headers?.['referrer-policy']).toBeUndefined();
  });

  it('leads who is not the approver back to signing in', () => {
    const { body, status } = refused('en-US');
    expect(status).toBe(403);
    expect(body).toContain(`href="/signin?to=${encodeURIComponent(path)}"`);
    expect(body).toContain('<code>ABCD1234</code>');
  });

  it('has the usual words for every other failure', () => {
    const { body } = drawApprovalFailure(
      { status: 409, code: 'revision-expired', reference: 'X' },
      asking('en'),
    );
    expect(body).toContain('This proposal has expired');
  });
});
