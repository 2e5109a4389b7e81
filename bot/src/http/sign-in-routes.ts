import { type Askers, STAFF_COOKIE } from './asker.ts';
import { readCookie, removedCookie } from './cookies.ts';
import { ENTRANT_COOKIE } from './entrant-cookie.ts';
import { type LaunchRouteDeps, meetingOf } from './launch-routes.ts';
import { consentPage } from './pages/consent-page.ts';
import { noContent, redirect } from './reply.ts';
import type { DrawFailure, Routes } from './server.ts';
import type { SignInFlow } from './sign-in-flow.ts';

/** Signing in with Microsoft, and confirming that an EHR user and a Microsoft account are one person. */
export function signInRoutes(
  routes: Routes,
  deps: Pick<LaunchRouteDeps, 'visits' | 'rooms' | 'fold' | 'finder' | 'inTransaction' | 'randomness'> & {
    readonly signIn: SignInFlow;
    readonly askers: Askers;
    readonly draw: DrawFailure;
  },
): void {
  routes.get('/signin', (request) => deps.signIn.begin(request.url.searchParams.get('to') ?? '/tabs/'), {
    draw: deps.draw,
  });
  routes.get(
    '/signin/callback',
    async (request) => consentPage(request) ?? (await deps.signIn.complete(request)),
    { draw: deps.draw },
  );
  routes.post(
    '/signin/confirm',
    async (request) => {
      const { launch, entraObjectId, cookies } = await deps.signIn.confirm(request);
      return redirect(await meetingOf(deps, launch, entraObjectId, request.signal), cookies);
    },
    { draw: deps.draw },
  );
  routes.post('/signin/end', async (request) => {
    deps.askers.fromOwnPage(request);
    const secret = readCookie(request.headers.cookie, STAFF_COOKIE);
    const digest = secret === null ? null : deps.randomness.digest(secret);
    const organizationId = digest && (await deps.finder.ofStaffSession(digest));
    if (digest && organizationId)
      await deps.inTransaction(organizationId, ({ staffSessions }) => staffSessions.close(digest));
    return noContent([removedCookie(STAFF_COOKIE), removedCookie(ENTRANT_COOKIE)]);
  });
}
