/// <reference lib="dom" />
import type { TabPageData } from '../tab-pages.ts';
import { pageData } from './element.ts';
import { answersFor } from './host-answers.ts';
import { openHostChannel } from './host-channel.ts';
import { openLink } from './open-link.ts';
import { bindThemeChoice, currentTheme } from './theme.ts';

const data = pageData<TabPageData>();
const query = new URLSearchParams(location.search);
const origin = new URL(data.tab.contentUrl).origin;
const sessionId = crypto.randomUUID();
const frame = document.querySelector<HTMLIFrameElement>('#tab-frame');
const stateLine = document.querySelector('#tab-state');
const localeChoice = document.querySelector<HTMLSelectElement>('#locale-choice');
let handlers = new Set<string>();

const channel = openHostChannel({
  target: () => frame?.contentWindow ?? null,
  origin,
  answer: answersFor({
    context: () => ({
      theme: currentTheme(),
      locale: locale(),
      hostName: 'Teams',
      hostClientType: 'web',
      frameContext: 'content',
      sessionId,
      appSessionId: sessionId,
      appId: data.tab.appId,
      entityId: data.tab.entityId,
      ...(data.subPageId !== null && { subEntityId: data.subPageId }),
      userObjectId: data.person.oid,
      userDisplayName: data.person.displayName,
      userPrincipalName: data.person.userPrincipalName,
      loginHint: data.person.userPrincipalName,
      tid: data.tenantId,
      userLicenseType: 'E5',
      isMultiWindow: false,
    }),
    registered: (handler) => handlers.add(handler),
    state: (state) => {
      if (state === 'loaded') say('Loading…');
      else say(state === 'ready' ? 'Ready' : `The app reported a failure: ${state.failed}`);
    },
    authToken,
    openLink,
  }),
});

/** `?sso=fail`, or `?sso=` with one of Teams' reasons, makes single sign-on fail. */
async function authToken(): Promise<{ token: string } | { error: string }> {
  const wanted = query.get('sso');
  if (wanted !== null) return { error: wanted === 'fail' ? 'CancelledByUser' : wanted };
  const response = await fetch('/teams/sso-token', { method: 'POST' }).catch(() => null);
  return response?.ok === true ? response.json() : { error: 'FailedToFetchToken' };
}

function locale(): string {
  return localeChoice?.value ?? 'en-US';
}

/** So that bots, too, hear what the person's Teams speaks. */
async function rememberLanguage(): Promise<void> {
  await fetch('/teams/language', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ locale: locale() }),
  });
}

function load() {
  if (frame === null) return;
  handlers = new Set();
  say('Loading…');
  frame.src = data.tab.contentUrl;
}

function say(words: string) {
  if (stateLine !== null) stateLine.textContent = words;
}

const wantedLocale = query.get('locale') ?? data.locale;
if (localeChoice !== null) {
  const known = [...localeChoice.options].some(({ value }) => value === wantedLocale);
  if (known) localeChoice.value = wantedLocale;
  // Teams itself is loaded anew when its language is changed.
  localeChoice.addEventListener('change', () => {
    load();
    void rememberLanguage();
  });
}
document.querySelector('#reload-tab')?.addEventListener('click', load);
bindThemeChoice((theme) => {
  if (handlers.has('themeChange')) channel.push('themeChange', [theme]);
});
load();
