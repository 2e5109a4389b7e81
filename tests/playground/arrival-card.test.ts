import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PlaygroundRelay, startPlaygroundRelay } from '@ehr-connector/sandbox/cloud/playground-relay.ts';
import { organizationFile } from '@ehr-connector/sandbox/organization-file.ts';
import { type Sandbox, startSandbox } from '@ehr-connector/sandbox/sandbox.ts';
import { runServiceCommand } from '@ehr-connector/sandbox/service-process.ts';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type AgentsPlayground, type ShownMessage, startAgentsPlayground } from './agents-playground.ts';
import { beginAsPatient } from './portal-patient.ts';

const START_LIMIT_MS = 240_000;
const TEST_LIMIT_MS = 90_000;
const soon = { timeout: 45_000, interval: 100 };
const REPOSITORY = join(import.meta.dirname, '../..');

let sandbox: Sandbox;
let relay: PlaygroundRelay;
let playground: AgentsPlayground;
const opened: { close(): Promise<void> }[] = [];

/** The service in a world in which Teams is the playground: it stands where the bot's connector is looked for. */
beforeAll(async () => {
  const keep = <T extends { close(): Promise<void> }>(thing: T): T => {
    opened.push(thing);
    return thing;
  };
  relay = keep(
    await startPlaygroundRelay({
      host: '127.0.0.1',
      port: 0,
      botEndpoint: () => botEndpoint(),
      signActivity: (activity) => sandbox.cloud.signActivity(activity),
    }),
  );
  playground = keep(await startAgentsPlayground(relay.url));
  sandbox = keep(
    await startSandbox({ ports: 'any', environment: { BOT_SERVICE_URL: playground.connectorUrl } }),
  );
  await tellArrivalsIn(playground);
}, START_LIMIT_MS);

afterAll(async () => {
  for (const thing of opened.reverse()) await thing.close();
}, START_LIMIT_MS);

const botEndpoint = () => `${sandbox.serviceUrl}/api/messages`;

/** Provisions the organisation anew, with the playground's chat as the place where arrivals are told. */
async function tellArrivalsIn({ personalChatId, connectorUrl }: AgentsPlayground): Promise<void> {
  const file = organizationFile(sandbox.hospital.faces, sandbox.connections) as {
    connections: { settings: object }[];
  };
  const fallback = { kind: 'conversation', conversationId: personalChatId, serviceUrl: connectorUrl };
  const connections = file.connections.map((connection) => ({
    ...connection,
    settings: { ...connection.settings, fallback },
  }));
  const folder = await mkdtemp(join(tmpdir(), 'ehr-connector-playground-file-'));
  try {
    const path = join(folder, 'organization.json');
    await writeFile(path, JSON.stringify({ ...file, connections }));
    await runServiceCommand('bot/src/provision.ts', [path], {
      repository: REPOSITORY,
      env: { ...sandbox.environment, DATABASE_OWNER_URL: sandbox.ownerDatabaseUrl },
      onLine: () => undefined,
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}

const shownOnce = (isIt: (message: ShownMessage) => boolean): Promise<ShownMessage> =>
  vi.waitFor(() => {
    const [message, ...more] = playground.shown.filter(isIt);
    if (message === undefined) throw new Error(`not shown among ${JSON.stringify(playground.shown)}`);
    expect(more).toEqual([]);
    return message;
  }, soon);

it(
  'shows the arrival card, and changes it in place when the patient leaves',
  async () => {
    const patient = await beginAsPatient(sandbox, 'carter', 'carter');
    await patient.signal('here');
    const card = await shownOnce(({ attachments }) => attachments.includes('Patient is waiting'));
    expect(card).toMatchObject({ action: 'createMessage', chatId: playground.personalChatId });
    expect(card.attachments).toContain(`${sandbox.serviceUrl}/join/${patient.visitId}`);
    expect(card.attachments).not.toMatch(/carter|eleanor|meetup-join/i);

    await patient.signal('closing');
    const update = await shownOnce(({ attachments }) => attachments.includes('Patient has left'));
    expect(update).toMatchObject({ action: 'updateMessage', messageId: card.messageId });
    const created = playground.shown.filter(
      ({ action, attachments }) => action === 'createMessage' && attachments.includes('AdaptiveCard'),
    );
    expect(created).toHaveLength(1);
  },
  TEST_LIMIT_MS,
);

it(
  'answers who writes to the bot in Teams',
  async () => {
    await playground.say('Hello, is anybody there?');
    await shownOnce(({ text }) => text.includes('when a patient arrives'));
  },
  TEST_LIMIT_MS,
);

it('takes nothing that Teams did not sign', async () => {
  const response = await fetch(botEndpoint(), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      type: 'message',
      channelId: 'msteams',
      serviceUrl: playground.connectorUrl,
      text: 'Hello',
      from: { id: 'user-id-0' },
      recipient: { id: 'bot' },
      conversation: { id: playground.personalChatId, conversationType: 'personal' },
    }),
  });
  expect(response.status).toBe(401);
});
