import { json } from 'express';
import { html } from '../cloud/html.ts';
import { languageOf, type Person } from '../cloud/model.ts';
import { sendNotice, sendPage } from './page.ts';
import { teamsShell } from './shell.ts';
import type { TeamsPagesDeps, TeamsTab } from './teams-deps.ts';

/** What the tab frame's script starts from. */
export interface TabPageData {
  readonly tab: TeamsTab;
  readonly tenantId: string;
  readonly person: Pick<Person, 'oid' | 'displayName' | 'userPrincipalName'>;
  /** What the person's Teams speaks. */
  readonly locale: string;
  /** What a deep link asked the tab to show. */
  readonly subPageId: string | null;
}

const LANGUAGES = [
  ['en-US', 'English'],
  ['zh-CN', '中文（简体）'],
  ['es-ES', 'Español'],
] as const;

/** The frame in which Teams shows an app's tab, and the deep link that leads to it. */
export function mountTabPages(deps: TeamsPagesDeps): void {
  const { app, cloud, signIn } = deps;

  app.get('/teams/apps/:appId', (request, response) => {
    const person = signIn.signedInPerson(request);
    if (person === null) return response.redirect(signIn.signInPath(request.originalUrl));
    const tab = deps.tab();
    if (tab === null || tab.appId !== request.params.appId) {
      return sendNotice(response, {
        status: 404,
        title: 'App not found',
        text: 'No app with this id is installed in this sandbox.',
      });
    }
    const { oid, displayName, userPrincipalName } = person;
    const data: TabPageData = {
      tab,
      tenantId: cloud.tenantId,
      person: { oid, displayName, userPrincipalName },
      locale: languageOf(cloud, oid),
      subPageId: subEntityId(request.query.context),
    };
    sendPage(response, {
      title: `${tab.name} | Teams`,
      styles: ['shell.css', 'tab.css'],
      script: 'tab-page.ts',
      frame: new URL(tab.contentUrl).origin,
      data,
      body: teamsShell({
        active: 'apps',
        person,
        signOutPath: signIn.signOutPath('/teams'),
        tab,
        content: html`<main class="tab">
<header class="tab-bar">
  <h1>${tab.name}</h1>
  <p id="tab-state" role="status"></p>
  <label class="compact-field"><span>Language</span><select id="locale-choice">
    ${LANGUAGES.map(([tag, name]) => html`<option value="${tag}" lang="${tag}">${name}</option>`)}
  </select></label>
  <button type="button" class="button" id="reload-tab">Reload tab</button>
</header>
<iframe id="tab-frame" title="${tab.name}" allow="clipboard-write" sandbox="allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-modals allow-downloads"></iframe>
</main>`,
      }),
    });
  });

  app.get('/l/entity/:appId/:entityId', (request, response) => {
    const tab = deps.tab();
    const { appId, entityId } = request.params;
    if (tab === null || tab.appId !== appId || tab.entityId !== entityId) {
      return sendNotice(response, {
        status: 404,
        title: 'Tab not found',
        text: 'This link leads to an app or a tab that this sandbox does not have.',
      });
    }
    const { context } = request.query;
    const query = typeof context === 'string' ? `?${new URLSearchParams({ context })}` : '';
    response.redirect(`/teams/apps/${encodeURIComponent(appId)}${query}`);
  });

  app.post('/teams/language', json(), (request, response) => {
    const person = signIn.signedInPerson(request);
    const locale = LANGUAGES.find(([tag]) => tag === request.body?.locale)?.[0];
    if (person === null || locale === undefined) {
      response.sendStatus(person === null ? 401 : 400);
      return;
    }
    cloud.languages.set(person.oid, locale);
    response.sendStatus(204);
  });

  app.post('/teams/sso-token', async (request, response) => {
    const person = signIn.signedInPerson(request);
    if (person === null) {
      response.sendStatus(401);
      return;
    }
    response.json({ token: await signIn.ssoToken(person.oid) });
  });
}

/** `?context={"subEntityId":"…"}` of a deep link; `subPageId` is the newer name. */
function subEntityId(context: unknown): string | null {
  if (typeof context !== 'string') return null;
  try {
    const { subEntityId, subPageId } = JSON.parse(context) as { subEntityId?: unknown; subPageId?: unknown };
    const id = subPageId ?? subEntityId;
    return typeof id === 'string' ? id : null;
  } catch {
    return null;
  }
}
