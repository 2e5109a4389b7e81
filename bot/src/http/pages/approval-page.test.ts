import { describe, expect, it } from 'vitest';
import type { HttpRequest } from '../server.ts';
import { drawApprovalFailure, drawCallbackFailure } from './approval-failure-page.ts';
import { drawApprovalPage, drawProvenPage } from './approval-page.ts';
import { drawFailurePage } from './failure-page.ts';
import { LANGUAGES } from './languages.ts';

const path = '/approval/connection-0123456789/3';
const asking = (
  language: string,
  target = path,
  params: HttpRequest['params'] = { connection: 'connection-0123456789', number: '3' },
): HttpRequest => ({
  method: 'GET',
  url: new URL(`https://connector.example${target}`),
  params,
  headers: { 'accept-language': language },
  body: undefined,
  signal: AbortSignal.timeout(1_000),
});
const script = '<script>alert("1")</script>';
const drawn = (language: string) =>
  drawApprovalPage(
    {
      organizationName: 'Northwind Health',
      connectionName: script,
      fhirBaseUrl: 'https://ehr.example/R4',
      signInUrl: 'https://login.ehr.example/oauth2/authorize?tenant=1',
      account: { displayName: script, username: 'priya@x.example' },
      path,
    },
    asking(language),
  );
const refused = (language: string) =>
  drawApprovalFailure({ status: 403, code: 'not-allowed', reference: 'ABCD1234' }, asking(language));

describe('the page of an approval', () => {
  it.each(LANGUAGES)('says in %s who asks, which account, which addresses and what happens', (language) => {
    const page = drawn(language);
    expect(page.body).toContain(`<html lang="${language}">`);
    for (const shown of [
      'Northwind Health',
      'https://ehr.example/R4',
      'https://login.ehr.example/oauth2/authorize<',
      'priya@x.example',
      `action="${path}"`,
    ])
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
    expect(policy).toContain("form-action 'self' https://login.ehr.example https:");
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
    expect(body).not.toContain(`href="${path}"`);
  });

  describe.each(LANGUAGES)('in %s, when the EHR signed nobody in', (language) => {
    const callback = (state: string) =>
      asking(language, `/launch/connection-0123456789/callback?error=access_denied&state=${state}`, {
        connection: 'connection-0123456789',
      });
    const failed = (code: 'approval-refused-by-ehr' | 'ehr-unavailable', state = 'approval-3-s3cret') =>
      String(
        drawCallbackFailure(drawFailurePage)({ status: 403, code, reference: 'ABCD1234' }, callback(state))
          .body,
      );

    it('says what to check, leads back to the proposal, and offers to try again', () => {
      const body = failed('approval-refused-by-ehr');
      expect(body.match(/<li>/g)).toHaveLength(3);
      expect(body).toContain('href="/tabs/#/connections/connection-0123456789/approval"');
      expect(body).toContain(`href="${path}"`);
      expect(body).toContain('<code>ABCD1234</code>');
    });

    it('tells an approver nothing of launches, and a launch nothing of approvals', () => {
      expect(failed('ehr-unavailable')).toContain(`href="${path}"`);
      expect(failed('ehr-unavailable')).not.toBe(failed('ehr-unavailable', 's3cret'));
      for (const state of ['s3cret', '', 'approval-', 'approval-0-x', 'approval-x-3'])
        expect(failed('ehr-unavailable', state)).not.toContain('/approval');
    });
  });
});
