import { DomainError } from '@ehr-connector/shared/domain/kernel/domain-error.ts';
import { preferredLanguage } from './pages/languages.ts';
import { redirect } from './reply.ts';
import type { DrawFailure, Routes } from './server.ts';
import type { StaticFiles } from './static-files.ts';

const FILE = /^[\w.-]{1,100}$/;

/** The pages that run in a browser: the patient's, the Teams tab, and the style of those drawn here. */
export function pageRoutes(
  routes: Routes,
  deps: {
    readonly visit: StaticFiles;
    /** Built beside the patient's page, since its style stands in the page itself. */
    readonly visitContentSecurityPolicy: string;
    readonly portal: StaticFiles;
    readonly ownPages: StaticFiles;
    readonly teamsOrigins: readonly string[];
    readonly draw: DrawFailure;
  },
): void {
  const file = (params: Readonly<Record<string, string>>) => {
    const name = params.file ?? '';
    if (!FILE.test(name)) throw new DomainError('page-not-found', 'there is no such file');
    return name;
  };
  const visitHeaders = {
    'content-security-policy': deps.visitContentSecurityPolicy,
    'permissions-policy': 'camera=(self), microphone=(self), screen-wake-lock=(self)',
  };
  // Griffel writes its styles at run time; teams-js asks Microsoft which hosts may frame it.
  const portalHeaders = {
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data:",
      "font-src 'self'",
      "connect-src 'self' https://res.cdn.office.net",
      "base-uri 'none'",
      "form-action 'self'",
      `frame-ancestors 'self' ${deps.teamsOrigins.map(frameAncestor).join(' ')}`,
    ].join('; '),
  };

  routes.get(
    '/visit/:visit',
    async (request) =>
      deps.visit.reply(
        `index.${preferredLanguage(request.headers['accept-language'])}.html`,
        request,
        visitHeaders,
      ),
    { draw: deps.draw },
  );
  routes.get('/visit-assets/assets/:file', async (request) =>
    deps.visit.reply(`assets/${file(request.params)}`, request),
  );
  routes.get('/tabs', async () => redirect('/tabs/'));
  routes.get('/tabs/', async (request) => deps.portal.reply('index.html', request, portalHeaders), {
    draw: deps.draw,
  });
  routes.get('/tabs/assets/:file', async (request) =>
    deps.portal.reply(`assets/${file(request.params)}`, request),
  );
  routes.get('/assets/:file', async (request) => deps.ownPages.reply(file(request.params), request));
}

/** Content security policies cannot name an IPv6 address; such hosts exist on a developer's own machine only. */
function frameAncestor(origin: string): string {
  const address = /^(https?:\/\/)\[[0-9a-f:]+\](:\d+)?$/.exec(origin);
  return address === null ? origin : `${address[1]}*${address[2] ?? ''}`;
}
