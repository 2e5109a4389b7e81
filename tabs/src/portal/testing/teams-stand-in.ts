import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the stand-in tells the tab about itself and the user. */
export interface TeamsBehaviour {
  theme: 'default' | 'dark' | 'contrast';
  locale: string;
  subPageId?: string;
  /** null: the user cancelled, as Teams words it. */
  token: string | null;
}

export interface TeamsStandIn {
  readonly origin: string;
  /** The page that frames the tab. */
  addressFor(behaviour: TeamsBehaviour): string;
  close(): Promise<void>;
}

/** Part of Teams as a tab sees it: a page of another origin that answers the teams-js handshake. */
export async function startTeamsStandIn(tabOrigin: string): Promise<TeamsStandIn> {
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://stand-in');
    const behaviour = JSON.parse(searchParams.get('behaviour') ?? '{}') as TeamsBehaviour;
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
    response.end(hostPage(tabOrigin, behaviour));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  // Another site than the tab's, as in Teams.
  const origin = `http://localhost:${port}`;
  return {
    origin,
    addressFor: (behaviour) => `${origin}/?behaviour=${encodeURIComponent(JSON.stringify(behaviour))}`,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/**
 * Answers `{id, uuidAsString, args}` to each of the tab's messages `{id, uuidAsString, func, args}`.
 * `window.pushTheme(name)` changes the theme; `window.opened` collects the links the tab asked to open.
 */
function hostPage(tabOrigin: string, behaviour: TeamsBehaviour): string {
  const context = {
    theme: behaviour.theme,
    locale: behaviour.locale,
    subEntityId: behaviour.subPageId ?? '',
    entityId: 'visits',
    hostName: 'Teams',
    hostClientType: 'web',
    frameContext: 'content',
    userObjectId: '',
    tid: '',
  };
  const runtime = { apiVersion: 4, hostVersionsInfo: {}, isLegacyTeams: false, supports: { pages: {} } };
  return `<!doctype html><html lang="en"><title>Teams stand-in</title>
<style>html,body,iframe{margin:0;border:0;width:100%;height:100%;display:block}</style>
<iframe title="tab" src="${tabOrigin}/tabs/"></iframe>
<script>
const tab = document.querySelector('iframe');
const send = (message) => tab.contentWindow.postMessage(message, ${JSON.stringify(tabOrigin)});
window.opened = [];
window.calls = [];
window.pushTheme = (name) => send({ func: 'themeChange', args: [name] });
const answers = {
  initialize: () => ['content', 'web', ${JSON.stringify(JSON.stringify(runtime))}, '2.58.0'],
  getContext: () => [${JSON.stringify(context)}],
  'authentication.getAuthToken': () => ${JSON.stringify(behaviour.token === null ? [false, 'CancelledByUser'] : [true, behaviour.token])},
  executeDeepLink: (args) => { window.opened.push(args[0]); return [true]; },
};
addEventListener('message', ({ data, origin, source }) => {
  if (source !== tab.contentWindow || origin !== ${JSON.stringify(tabOrigin)}) return;
  window.calls.push(data.func);
  const answer = answers[data.func];
  if (answer) send({ id: data.id, uuidAsString: data.uuidAsString, args: answer(data.args) });
});
</script></html>`;
}
