import { createServer } from 'node:http';
import { expect, it } from 'vitest';
import { isFree } from '../ports.ts';
import { SAMPLE_OIDS } from './sample-people.ts';
import type { TeamsServices } from './teams-services.ts';
import { createSignInBrowser } from './testing/browser-sign-in.ts';
import { startTestCloud } from './testing/test-cloud.ts';

it('offers bots an address without brackets, on the same port as an IPv6 cloud', async () => {
  const hasIpv6 = await isFree(0, '::1');
  const cloud = await startTestCloud({ host: hasIpv6 ? '::1' : '127.0.0.2' });
  const { port } = new URL(cloud.url);
  expect(cloud.serviceUrl).toBe(`http://${hasIpv6 ? '127.0.0.1' : '127.0.0.2'}:${port}/connector/`);
  expect((await cloud.connector('POST', '/v3/conversations', {})).status).toBe(400);
  if (hasIpv6) expect((await fetch(cloud.serviceUrl.replace('connector', 'graph'))).status).toBe(404);
  await cloud.close();
  await expect(fetch(cloud.serviceUrl)).rejects.toThrow('fetch failed');
});

it('fails with a clear word when its port is taken', async () => {
  const first = await startTestCloud();
  const port = Number(new URL(first.url).port);
  await expect(startTestCloud({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await first.close();
});

it('hands the Teams pages the person whom Entra has signed in, and closes them with itself', async () => {
  const mounted: TeamsServices[] = [];
  let isClosed = false;
  const cloud = await startTestCloud({
    mountTeams(app, server, model, services) {
      expect(server).toBeInstanceOf(createServer().constructor);
      mounted.push(services);
      app.get('/teams', (req, res) => void res.json(services.signIn.signedInPerson(req)));
      app.get('/people', (_req, res) => void res.json(model.people.length));
      return {
        close() {
          isClosed = true;
        },
      };
    },
  });
  const [services] = mounted;
  const browser = createSignInBrowser(cloud.authority);
  expect(await (await browser.open(`${cloud.url}/teams`)).json()).toBeNull();

  const signIn = await browser.open(`${cloud.url}${services?.signIn.signInPath('/teams?chat=1')}`);
  const back = await browser.submit(signIn, { oid: SAMPLE_OIDS.mei });
  expect(back.headers.get('location')).toBe('/teams?chat=1');
  expect(await (await browser.open(`${cloud.url}/teams`)).json()).toMatchObject({ oid: SAMPLE_OIDS.mei });

  await browser.open(`${cloud.url}${services?.signIn.signOutPath('/teams')}`);
  expect(await (await browser.open(`${cloud.url}/teams`)).json()).toBeNull();
  await cloud.close();
  expect(isClosed).toBe(true);
});
