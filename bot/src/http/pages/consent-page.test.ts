import { describe, expect, it } from 'vitest';
import type { HttpRequest } from '../server.ts';
import { consentPage } from './consent-page.ts';
import { LANGUAGES } from './languages.ts';

const TENANT = '0b8f2a3c-6d1e-4f57-9a20-c3d4e5f60718';
const coming = (query: string, language = 'en-US'): HttpRequest => ({
  method: 'GET',
  url: new URL(`https://connector.example/signin/callback?${query}`),
  params: {},
  headers: { 'accept-language': language },
  body: undefined,
  signal: AbortSignal.timeout(1_000),
});
const bodyOf = (query: string, language?: string) => String(consentPage(coming(query, language))?.body);
const GIVEN = `admin_consent=True&tenant=${TENANT}`;
const REFUSED = 'error=access_denied&error_subcode=cancel&error_description=AADSTS65004%3A+%3Cb%3Edeclined';

describe('after an administrator was asked for consent', () => {
  it('says that it was given, what is next, and where the portal is', () => {
    expect(bodyOf(GIVEN)).toContain('Microsoft says that consent was given');
    expect(bodyOf(GIVEN)).toContain('href="/tabs/#/connections"');
  });

  it('says that it was not given, and what to do', () => {
    for (const query of [REFUSED, `admin_consent=True&${REFUSED}`, `${REFUSED}&admin_consent=True&state=x`]) {
      expect(bodyOf(query)).toContain('Microsoft says that consent was not given');
      expect(bodyOf(query)).toContain('Privileged Role Administrator');
      expect(bodyOf(query)).not.toContain('/tabs/');
    }
  });

  it('shows nothing of what the address says', () => {
    const bodies = [bodyOf(GIVEN), bodyOf(`${GIVEN}&${REFUSED}&state=my-state`)].join();
    for (const said of [TENANT, 'AADSTS', 'declined', 'access_denied', 'my-state'])
      expect(bodies).not.toContain(said);
  });

  it('speaks each language', () => {
    for (const query of [GIVEN, REFUSED]) {
      const bodies = LANGUAGES.map((language) => bodyOf(query, language).replace(/lang="[^"]+"/, ''));
      expect(new Set(bodies).size).toBe(LANGUAGES.length);
    }
  });

  it('runs no scripts and is framed by nobody', () => {
    const policy = String(consentPage(coming(GIVEN))?.headers?.['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('script-src');
  });

  it.each([
    'code=c&state=s',
    'error=access_denied&state=s',
    'code=c',
    'state=s',
    '',
    `code=c&state=s&${GIVEN}`,
  ])('leaves "%s" to the sign-in', (query) => {
    expect(consentPage(coming(query))).toBeNull();
  });
});
