import { type Request, type Response, Router, urlencoded } from 'express';
import type { Account } from '../directory.ts';
import { html } from '../html.ts';
import type { Tenant } from '../model.ts';
import { sendPage } from '../page.ts';
import type { CloudWorld } from '../world.ts';
import {
  type AuthorizationRequest,
  RefusedRequest,
  type ResponseTarget,
  readAuthorizationRequest,
  UntrustedRequest,
} from './authorization-request.ts';
import type { EntraGrants, SignInContext } from './grants.ts';
import type { EntraSessions } from './sessions.ts';
import { sendSignedOutPage, sendSignInPage, sendSignInProblem } from './sign-in-page.ts';

/** The part of Entra that a browser sees: authorize, sign-in page, logout. */
export function createAuthorizeRouter(deps: {
  world: CloudWorld;
  sessions: EntraSessions;
  grants: EntraGrants;
}): Router {
  const { world, sessions, grants } = deps;
  const router = Router();
  router.use(
    ['/:tenant/oauth2/v2.0/authorize', '/signin', '/login'],
    world.guard('entra.authorize', (res, status) => {
      res.status(status);
      sendPage(res, { title: 'Sign-in problem', status, body: html`<h1>Sign-in is not available</h1>` });
    }),
  );

  router.get('/:tenant/oauth2/v2.0/authorize', (req, res) => {
    const query = new URL(req.originalUrl, world.urls.base).searchParams;
    const request = readAuthorizationRequest(world, req.params.tenant, query);
    const account = silentAccount(request, sessions.account(req));
    if (account !== null) return answerWithCode(res, request, account);
    if (request.prompt === 'none') {
      const message = 'AADSTS50058: A silent sign-in request was sent but no user is signed in.';
      throw new RefusedRequest(request, 'login_required', message);
    }
    ask(res, { kind: 'app', request });
  });

  router.get('/signin', (req, res) => {
    const returnTo = String(req.query.return_to ?? '/');
    if (!isOwnPath(returnTo)) throw new UntrustedRequest('return_to is a path on this host.');
    ask(res, { kind: 'page', returnTo });
  });

  router.post('/login', urlencoded({ extended: false }), (req, res) => {
    const form = formOf(req);
    const context = grants.signIns.peek(form.context ?? '');
    if (context === null) throw new UntrustedRequest('AADSTS165000: This sign-in has expired. Start again.');
    if (form.cancel !== undefined) return cancel(res, context);
    if (form.another !== undefined) return ask(res, context, { another: true });
    const account = form.oid
      ? world.directory.account(form.oid)
      : world.directory.accountByName(form.username ?? '');
    if (account === null) {
      const problem = 'We couldn’t find an account with that user name.';
      return ask(res, context, { another: true, problem });
    }
    if (!tenantsOf(context).includes(account.tenant)) {
      throw new UntrustedRequest(
        `AADSTS50020: User account '${account.person.userPrincipalName}' does not exist in this tenant and cannot access the application.`,
      );
    }
    grants.signIns.take(form.context ?? '');
    sessions.signIn(res, account);
    if (context.kind === 'page') res.redirect(303, context.returnTo);
    else answerWithCode(res, context.request, account);
  });

  router.get(['/:tenant/oauth2/v2.0/logout', '/signout'], (req, res) => {
    sessions.signOut(req, res);
    const target = String(req.query.post_logout_redirect_uri ?? req.query.return_to ?? '');
    const isKnown = world.registration().app.redirectUris.includes(target) || isOwnPath(target);
    if (isKnown) res.redirect(303, target);
    else sendSignedOutPage(res);
  });

  router.use((error: unknown, _req: Request, res: Response, next: (error: unknown) => void) => {
    if (error instanceof UntrustedRequest) sendSignInProblem(res, error.message);
    else if (error instanceof RefusedRequest) {
      answer(res, error.to, { error: error.error, error_description: error.message });
    } else next(error);
  });
  return router;

  function ask(
    res: Response,
    context: SignInContext,
    page: { another?: boolean; problem?: string } = {},
  ): void {
    const { another = false, problem = '' } = page;
    const action = `${world.urls.authority}/login`;
    sendSignInPage(res, {
      action,
      context: grants.signIns.put(context),
      accounts: accountsFor(context),
      another,
      problem,
    });
  }

  /** Who may answer, the hinted account first. */
  function accountsFor(context: SignInContext): readonly Account[] {
    const accounts = tenantsOf(context).flatMap((tenant) =>
      tenant.people.map((person) => ({ tenant, person })),
    );
    const hint = context.kind === 'app' ? context.request.loginHint?.toLowerCase() : undefined;
    const isHinted = ({ person }: Account): boolean => person.userPrincipalName.toLowerCase() === hint;
    return [...accounts.filter(isHinted), ...accounts.filter((account) => !isHinted(account))];
  }

  function tenantsOf(context: SignInContext): readonly Tenant[] {
    return context.kind === 'app'
      ? context.request.tenants
      : world.directory.reachableBy(world.cloud.tenantId);
  }

  function answerWithCode(res: Response, request: AuthorizationRequest, account: Account): void {
    answer(res, request, { code: grants.codes.put({ request, account }) });
  }
}

/** The signed-in account, if the request is content with it without asking. */
function silentAccount(request: AuthorizationRequest, account: Account | null): Account | null {
  if (account === null || !request.tenants.includes(account.tenant)) return null;
  if (['login', 'select_account', 'consent'].includes(request.prompt ?? '')) return null;
  const hint = request.loginHint?.toLowerCase();
  return hint === undefined || hint === account.person.userPrincipalName.toLowerCase() ? account : null;
}

function cancel(res: Response, context: SignInContext): void {
  if (context.kind === 'page') {
    sendSignedOutPage(res);
    return;
  }
  answer(res, context.request, {
    error: 'access_denied',
    error_subcode: 'cancel',
    error_description: 'AADSTS65004: User declined to consent to access the app.',
  });
}

function answer(res: Response, to: ResponseTarget, members: Record<string, string>): void {
  const all = { ...members, ...(to.state !== null && { state: to.state }) };
  res.set('Cache-Control', 'no-store');
  if (to.responseMode === 'form_post') {
    const fields = Object.entries(all).map(
      ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
    );
    const body = html`<h1>Signing you in</h1>
<form method="post" action="${to.redirectUri}">${fields}<button class="button">Continue</button></form>`;
    sendPage(res, { title: 'Signing you in', body, script: 'document.forms[0].submit()' });
    return;
  }
  const target = new URL(to.redirectUri);
  const encoded = new URLSearchParams(all);
  if (to.responseMode === 'fragment') target.hash = encoded.toString();
  else for (const [name, value] of encoded) target.searchParams.append(name, value);
  res.redirect(303, target.href);
}

function isOwnPath(path: string): boolean {
  return /^\/(?![/\\])/.test(path);
}

function formOf(req: Request): Record<string, string | undefined> {
  const body: unknown = req.body;
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(Object.entries(body).filter(([, value]) => typeof value === 'string'));
}
