import { once } from 'node:events';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import express from 'express';

/** An app's own server on an origin that is not the host's, with a tab that uses the published teams-js. */
export interface TabServer {
  readonly url: string;
  close(): Promise<void>;
}

export async function startTabServer(options: { hostOrigin: string; appId: string }): Promise<TabServer> {
  const app = express();
  const server = createServer(app);
  const library = createRequire(import.meta.url).resolve(
    '@microsoft/teams-js/dist/umd/MicrosoftTeams.min.js',
  );
  app.get('/teams-js', (_request, response) => response.sendFile(library));
  app.get('/tab', (_request, response) => {
    response.send(tabPage(options));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const tabPage = ({
  hostOrigin,
  appId,
}: {
  hostOrigin: string;
  appId: string;
}) => `<!doctype html><html lang="en"><title>Tab</title>
<script src="/teams-js"></script>
<main><h1>Visits</h1><p id="theme"></p><p id="locale"></p><p id="user"></p><p id="token"></p><button id="link">Open link</button><button id="deep">Open deep link</button><button id="window">Open window</button></main>
<script>const say = (id, text) => { document.getElementById(id).textContent = text; };
(async () => {
  const { app, authentication } = microsoftTeams;
  await app.initialize([${JSON.stringify(hostOrigin)}]);
  app.notifyAppLoaded();
  app.registerOnThemeChangeHandler((theme) => say('theme', theme));
  const context = await app.getContext();
  say('theme', context.app.theme);
  say('locale', context.app.locale);
  say('user', JSON.stringify({ user: context.user, page: context.page, host: context.app.host }));
  say('token', await authentication.getAuthToken().catch((error) => 'failed: ' + error.message));
  document.getElementById('link').onclick = () => app.openLink(location.origin + '/tab?linked');
  document.getElementById('deep').onclick = () => app.openLink(${JSON.stringify(hostOrigin)} + '/l/entity/' + ${JSON.stringify(appId)} + '/' + context.page.id + '?context=' + encodeURIComponent('{"subEntityId":"deep"}'));
  document.getElementById('window').onclick = () => {
    const opened = window.open(location.origin + '/tab?window', 'sign-in', 'popup,width=500,height=600');
    say('window', opened ? 'Window opened' : 'Window refused');
  };
  app.notifySuccess();
})();</script></html>`;
