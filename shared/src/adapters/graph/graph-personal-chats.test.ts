import { SAMPLE_OIDS } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import { TENANT_ID } from '@ehr-connector/sandbox/cloud/testing/test-cloud.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type GraphCloud, neverAborted, startGraphCloud } from './graph-cloud.test-support.ts';
import { graphPersonalChats } from './graph-personal-chats.ts';

let world: GraphCloud;
beforeAll(async () => {
  world = await startGraphCloud();
});
afterAll(() => world.cloud.close());
beforeEach(() => world.cloud.control.reset({ everything: true }));

const newChats = () => graphPersonalChats({ app: world.app });
const open = (entraObjectId: string, chats = newChats()) =>
  chats.open({ tenantId: TENANT_ID, entraObjectId, signal: neverAborted() });

describe('the chat with one person', () => {
  it('is there for somebody who never spoke to the bot, and is the same every time', async () => {
    const first = await open(SAMPLE_OIDS.amara);
    expect(first).toEqual({ conversationId: expect.any(String) });
    expect(await open(SAMPLE_OIDS.amara)).toEqual(first);
    const chat = [...world.cloud.cloud.chats.values()].find(({ kind }) => kind === 'personal');
    expect(chat).toMatchObject({ ...idOf(first), botInstalled: true });
  });

  it('is not forced again upon who removed the app', async () => {
    const chats = newChats();
    const first = await open(SAMPLE_OIDS.amara, chats);
    world.cloud.control.setAppInstalled(SAMPLE_OIDS.amara, false);
    expect(await open(SAMPLE_OIDS.amara, chats)).toEqual(first);
    expect([...world.cloud.cloud.chats.values()]).toMatchObject([{ botInstalled: false }]);
  });

  it('cannot be had with who has no licence for Teams, or is unknown', async () => {
    expect(await open(SAMPLE_OIDS.unlicensed)).toMatchObject({ outcome: 'refused' });
    expect(await open(SAMPLE_OIDS.stranger)).toMatchObject({ outcome: 'refused' });
  });

  it('is tried again later while Graph is failing, not before Graph says', async () => {
    world.cloud.control.setFault({ target: 'graph.apps', kind: 'down', count: 1 });
    expect(await open(SAMPLE_OIDS.amara)).toMatchObject({ outcome: 'retry' });
    world.cloud.control.setFault({ target: 'graph.apps', kind: '429', count: 1, retryAfterSeconds: 30 });
    expect(await open(SAMPLE_OIDS.amara)).toMatchObject({ outcome: 'retry', notBeforeMs: 30_000 });
    world.cloud.control.setFault({ target: 'graph.apps', kind: '500', count: 2 });
    expect(await open(SAMPLE_OIDS.amara)).toMatchObject({ outcome: 'retry' });
    expect(await open(SAMPLE_OIDS.amara)).toHaveProperty('conversationId');
  });
});

const idOf = (opened: object) => ('conversationId' in opened ? { id: opened.conversationId } : {});
