import { SAMPLE_OIDS } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { beginAsPatient } from '../playground/portal-patient.ts';
import { addConnection, openPortal, type Portal, pathOf, proposed } from './configuration-portal.ts';
import { linked } from './people.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let portal: Portal;
let connectionId: string;
beforeAll(async () => {
  world = await startWorld();
  portal = openPortal(world, SAMPLE_OIDS.admin);
  connectionId = await addConnection(portal, 'Riverside');
});
afterAll(async () => await world.close());

const { amara, diego } = SAMPLE_OIDS;
const okafor = { face: 'epic', kind: 'provider', as: 'okafor', visit: 'carter' } as const;

const cardsOf = (oid: string) =>
  [...world.cloud.cloud.chats.values()]
    .filter(({ kind, memberOids }) => kind === 'personal' && memberOids.has(oid))
    .flatMap(({ messages }) => messages.map(({ card }) => JSON.stringify(card)));
const cardOf = (oid: string, words: string) =>
  vi.waitUntil(() => cardsOf(oid).find((card) => card.includes(words)), 10_000);

/** The person's Teams speaks it when the app comes to them. */
async function speaks(oid: string, locale: string): Promise<void> {
  world.cloud.control.setLanguage(oid, locale);
  world.cloud.control.setAppInstalled(oid, true);
  await world.cloud.control.settled();
}

/** Takes back what waited for somebody else. */
async function askForApproval(approver: string): Promise<void> {
  const { open } = await portal.done('GET', pathOf(connectionId));
  if (open?.state === 'proposed')
    await portal.done('POST', pathOf(connectionId, 'revisions', open.number, 'withdraw'), {
      version: open.version,
    });
  await proposed(world, portal, connectionId, approver);
}

it('tells a clinician whose Teams speaks Spanish of an arrival, and what waits for them, in Spanish', async () => {
  await speaks(amara, 'es-MX');
  expect((await linked(world, okafor, amara)).status).toBe(303);
  await (await beginAsPatient(world, 'carter', 'carter')).signal('here');
  expect(await cardOf(amara, 'El paciente está esperando')).toContain('"lang":"es-ES"');

  await askForApproval(amara);
  expect(await cardOf(amara, 'Una conexión está pendiente de su aprobación')).toContain('"lang":"es-ES"');
});

it('tells everybody else in English, and who chose another language since in that', async () => {
  await speaks(diego, 'en-GB');
  await askForApproval(diego);
  expect(await cardOf(diego, 'A connection waits for your approval')).toContain('"lang":"en-US"');
  world.cloud.control.setAppInstalled(diego, false);
  await speaks(diego, 'zh-CN');
  await askForApproval(diego);
  expect(await cardOf(diego, '有一个连接待您审批')).toContain('"lang":"zh-CN"');
});
