import type { ChatMessage } from '@ehr-connector/sandbox/cloud/model.ts';
import { SAMPLE_OIDS } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import { TENANT_ID } from '@ehr-connector/sandbox/cloud/testing/test-cloud.ts';
import type { CardState } from '@ehr-connector/shared/domain/arrivals/arrival.ts';
import type { PostedCard } from '@ehr-connector/shared/domain/arrivals/card-store.ts';
import type { StaffChat } from '@ehr-connector/shared/domain/arrivals/staff-chat.ts';
import type { StaffLanguage } from '@ehr-connector/shared/domain/staff/staff-language.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTeamsCloud, type TeamsCloud } from './teams-cloud.test-support.ts';

let world: TeamsCloud;
let chat: StaffChat;
beforeAll(async () => {
  world = await startTeamsCloud();
});
afterAll(() => world.cloud.close());
beforeEach(() => {
  world.cloud.control.reset({ everything: true });
  chat = world.staffChat();
});

const signal = new AbortController().signal;
const amara = { kind: 'person', entraObjectId: SAMPLE_OIDS.amara } as const;

function content(state: CardState['state'] = 'waiting') {
  return {
    visitId: 'visit-1',
    scheduledStart: new Date('2026-01-05T10:30:00Z'),
    patientNumber: null,
    department: 'Cardiology',
    show: { state, since: new Date('2026-01-05T10:27:00Z'), waitedMinutes: 0 },
    joinUrl: 'https://connector.example/join/visit-1',
  };
}

type Recipient = Parameters<StaffChat['post']>[0]['recipient'];
const language: StaffLanguage = 'en-US';
const post = (recipient: Recipient = amara, by = chat) =>
  by.post({ tenantId: TENANT_ID, recipient, content: content(), language, signal });
const update = (posted: PostedCard, state: CardState['state']) =>
  chat.update({ tenantId: TENANT_ID, posted, content: content(state), language, signal });

async function posted(recipient?: Recipient): Promise<PostedCard> {
  const result = await post(recipient);
  if (!('posted' in result)) throw new Error(`The card was not posted: ${result.answer}`);
  return result.posted;
}

const messages = (): ChatMessage[] => [...world.cloud.cloud.chats.values()].flatMap((one) => one.messages);
const headline = (message: ChatMessage | undefined) => JSON.stringify(message?.card);

describe('an arrival', () => {
  it('is told to somebody who never spoke to the bot', async () => {
    await posted();
    expect(messages()).toHaveLength(1);
    expect(headline(messages()[0])).toContain('Patient is waiting');
    expect([...world.cloud.cloud.chats.values()]).toMatchObject([
      { kind: 'personal', memberOids: new Set([SAMPLE_OIDS.amara]) },
    ]);
  });

  it('is brought up to date in place, also by another replica', async () => {
    const card = await posted();
    expect(await update(card, 'in-meeting')).toMatchObject({ outcome: 'sent' });
    chat = world.staffChat();
    expect(await update(card, 'ended')).toMatchObject({ outcome: 'sent' });
    expect(messages()).toHaveLength(1);
    expect(headline(messages()[0])).toContain('Visit has ended');
  });

  it('goes to a chat or channel of the connection’s settings', async () => {
    const { conversationId } = await posted();
    const { serviceUrl } = world.cloud;
    const card = await posted({ kind: 'fallback-conversation', conversationId, serviceUrl });
    expect(card).toMatchObject({ conversationId, serviceUrl });
    expect(messages()).toHaveLength(2);
    const someone = await posted({ kind: 'fallback-person', entraObjectId: SAMPLE_OIDS.coordinator });
    expect(someone.conversationId).not.toBe(conversationId);
  });
});

describe('somebody cannot be reached', () => {
  it('who blocked the bot', async () => {
    const card = await posted();
    world.cloud.control.setBotBlocked(SAMPLE_OIDS.amara, true);
    const blocked = { outcome: 'refused', answer: 'http 403 MessageWritesBlocked' };
    expect(await post()).toEqual(blocked);
    expect(await update(card, 'left')).toEqual(blocked);
    expect(messages()).toHaveLength(1);
  });

  it('who removed the app', async () => {
    await posted();
    world.cloud.control.setAppInstalled(SAMPLE_OIDS.amara, false);
    expect(await post()).toMatchObject({ outcome: 'refused' });
  });

  it('who has no licence for Teams or is unknown', async () => {
    for (const entraObjectId of [SAMPLE_OIDS.unlicensed, SAMPLE_OIDS.stranger]) {
      expect(await post({ kind: 'person', entraObjectId })).toMatchObject({ outcome: 'refused' });
    }
  });

  it('in a conversation that does not exist', async () => {
    const { serviceUrl } = world.cloud;
    const recipient = { kind: 'fallback-conversation', conversationId: '19:none', serviceUrl } as const;
    expect(await post(recipient)).toMatchObject({ outcome: 'refused', answer: expect.stringMatching(/404/) });
  });

  it.each(['https://evil.example/', 'http://localhost:1/', 'not-a-url'])(
    'at %s, which is no connector of Teams: the bot’s token is not sent there',
    async (serviceUrl) => {
      const asked: string[] = [];
      const by = world.staffChat(async (url) => {
        asked.push(url);
        return new Response();
      });
      const recipient = { kind: 'fallback-conversation', conversationId: 'x', serviceUrl } as const;
      expect(await post(recipient, by)).toMatchObject({ outcome: 'refused' });
      expect(asked).toEqual([]);
    },
  );
});

describe('a card is tried again', () => {
  it('not before Teams says', async () => {
    const card = await posted();
    world.cloud.control.setFault({ target: 'connector', kind: '429', count: 2, retryAfterSeconds: 17 });
    const later = { outcome: 'retry', answer: 'http 429 TooManyRequests', notBeforeMs: 17_000 };
    expect(await post()).toEqual(later);
    expect(await update(card, 'left')).toEqual(later);
  });

  it.each(['down', '500', '401'] as const)('while the connector is %s', async (kind) => {
    world.cloud.control.setFault({ target: 'connector', kind, count: 1 });
    expect(await post()).toMatchObject({ outcome: 'retry' });
    await posted();
    expect(messages()).toHaveLength(1);
  });

  it('with a new token when the one it has is no longer taken', async () => {
    await posted();
    const before = world.cloud.control.requests('entra.token').length;
    world.cloud.control.setFault({ target: 'connector', kind: '401', count: 1 });
    await post();
    await posted();
    expect(world.cloud.control.requests('entra.token')).toHaveLength(before + 1);
  });

  it('when the answer was lost, though it may then stand there twice: better than an arrival nobody sees', async () => {
    world.cloud.control.setFault({ target: 'connector', kind: 'drop-answer', count: 1 });
    expect(await post()).toMatchObject({ outcome: 'retry' });
    await posted();
    expect(messages()).toHaveLength(2);
  });

  it('and changes nothing when an update’s answer was lost', async () => {
    const card = await posted();
    world.cloud.control.setFault({ target: 'connector', kind: 'drop-answer', count: 1 });
    expect(await update(card, 'left')).toMatchObject({ outcome: 'retry' });
    expect(await update(card, 'left')).toMatchObject({ outcome: 'sent' });
    expect(messages()).toHaveLength(1);
  });

  it('after a while when the conversation has had its seven messages of this second', async () => {
    const results = await Promise.all(Array.from({ length: 12 }, () => post()));
    const held = results.flatMap((result) => ('outcome' in result ? [result] : []));
    expect(messages()).toHaveLength(7);
    expect(held).toHaveLength(5);
    expect(held[0]).toMatchObject({ outcome: 'retry', notBeforeMs: expect.any(Number) });
    // Teams itself had nothing to refuse.
    expect(world.cloud.control.requests('connector')).toHaveLength(7);
  });
});
