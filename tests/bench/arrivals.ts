import { randomUUID } from 'node:crypto';
import type { Chat } from '@ehr-connector/sandbox/cloud/model.ts';
import { bookVisits } from './chart.ts';
import { openCommits } from './commits.ts';
import { type Effort, type Row, timesRow } from './figures.ts';
import { timesOf } from './load.ts';
import { openOutsideCloud } from './outside-cloud.ts';
import { launchAsPatient, type PatientSession, signal } from './patient-session.ts';
import type { World } from './world.ts';

const CONNECTIONS = 10;

/**
 * From the first word of a patient's page to the card in the clinician's chat. The floor is one commit and one message
 * posted by hand: less cannot remember an arrival and tell of it.
 */
export async function measureArrivals(world: World, effort: Effort): Promise<readonly Row[]> {
  const { sandbox, outside, client, linkedPractitioners } = world;
  const visits = await bookVisits([sandbox.hospital, outside.hospital], {
    count: 2 * effort.arrivals,
    firstCsn: 820_000,
    startsInMinutes: 10,
    practitionerOf: (index) => linkedPractitioners[index % linkedPractitioners.length] ?? '',
  });
  const sessions: PatientSession[] = [];
  for (const visit of visits) sessions.push(await launchAsPatient(world, visit));
  await world.settled();

  const cards = watchCards(world);
  const arrive = async (session: PatientSession) => {
    const shown = cards.of(session.visitId);
    await signal(world, session, { pageId: randomUUID(), sequence: 0 });
    await shown;
  };
  const cloud = await openOutsideCloud(sandbox, client);
  const commits = await openCommits(sandbox.ownerDatabaseUrl, CONNECTIONS);
  const rows: Row[] = [];
  for (const { name, batch, concurrency } of [
    { name: 'one after the other', batch: sessions.slice(0, effort.arrivals), concurrency: 1 },
    {
      name: `${effort.arrivals} at once`,
      batch: sessions.slice(effort.arrivals),
      concurrency: effort.arrivals,
    },
  ]) {
    const ours = await timesOf(batch, concurrency, arrive);
    await world.settled();
    const posted = batch.map(({ visitId }) => cards.shown(visitId));
    const floor = await timesOf(posted, concurrency, async ({ chatId, card }) => {
      await commits.commit();
      const content = { contentType: 'application/vnd.microsoft.card.adaptive', content: card };
      await cloud.post(chatId, { type: 'message', attachments: [content] });
    });
    rows.push(timesRow(`Arrival to the card in Teams, ${name}`, ours, floor));
  }
  cards.close();
  await commits.close();
  return rows;
}

/** Sees cards at the moment they stand in a chat, and tells by their link of which visit they are. */
function watchCards({ sandbox: { cloud } }: World) {
  const waiting = new Map<string, () => void>();
  const found = new Map<string, { readonly chatId: string; readonly card: unknown }>();
  const look = (chat: Chat) => {
    const card = chat.messages.at(-1)?.card;
    const visitId = /\/join\/([0-9a-f-]{36})/.exec(JSON.stringify(card ?? null))?.[1];
    if (visitId === undefined) return;
    found.set(visitId, { chatId: chat.id, card });
    waiting.get(visitId)?.();
  };
  cloud.cloud.events.on('chat', look);
  return {
    of: (visitId: string) => new Promise<void>((resolve) => waiting.set(visitId, resolve)),
    shown(visitId: string) {
      const card = found.get(visitId);
      if (card === undefined) throw new Error('An arrival has no card.');
      return card;
    },
    close: () => void cloud.cloud.events.off('chat', look),
  };
}
