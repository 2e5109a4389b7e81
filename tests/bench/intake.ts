import { randomUUID } from 'node:crypto';
import { openCommits } from './commits.ts';
import { type Effort, numberRow, type Row } from './figures.ts';
import { expecting } from './http-client.ts';
import { ratePerSecond, timesOf, until } from './load.ts';
import { type PatientSession, signal } from './patient-session.ts';
import type { World } from './world.ts';

const AT_ONCE = 32;

/**
 * How many words of patients' pages are stored and acknowledged each second, and how many are also understood. The
 * floors are single-row commits on the same server, and the same server's answers that need no database.
 */
export async function measureIntake(
  world: World,
  sessions: readonly PatientSession[],
  effort: Effort,
): Promise<readonly Row[]> {
  const { sandbox, client, database } = world;
  const { secondsOfRate: seconds } = effort;
  const pages = sessions.map((session) => ({ session, pageId: randomUUID(), sequence: 0 }));
  const pageOf = (turn: number) => {
    const page = pages[turn % pages.length];
    if (page === undefined) throw new RangeError('at least one session is needed');
    return page;
  };
  await timesOf(pages, AT_ONCE, ({ session, ...page }) => signal(world, session, page));
  await world.settled();

  let turn = 0;
  const heartbeats = await ratePerSecond(seconds, AT_ONCE, async () => {
    turn += 1;
    const { session, pageId } = pageOf(turn);
    await signal(world, session, { pageId, sequence: turn });
  });
  await world.settled();

  const begun = performance.now();
  const newPages = await ratePerSecond(seconds, AT_ONCE, async () => {
    turn += 1;
    await signal(world, pageOf(turn).session, { pageId: randomUUID(), sequence: 0 });
  });
  const acknowledged = newPages * ((performance.now() - begun) / 1_000);
  await until('every visit is up to date', async () => {
    const due = await database.dueFolds.nextDueAt();
    return due === null || due.getTime() > Date.now();
  });
  const understood = acknowledged / ((performance.now() - begun) / 1_000);

  const commits = await openCommits(sandbox.ownerDatabaseUrl, AT_ONCE);
  const commitRate = await ratePerSecond(seconds, AT_ONCE, () => commits.commit());
  await commits.close();
  const alive = `${sandbox.serviceUrl}/healthz`;
  const answers = await ratePerSecond(seconds, AT_ONCE, () => expecting(200, alive, client.send(alive)));

  const against = 'against commits';
  return [
    numberRow(`Heartbeats of open pages, ${against}`, '/s', heartbeats, commitRate),
    numberRow(`First words of new pages, ${against}`, '/s', newPages, commitRate),
    numberRow(
      `First words of new pages, until every visit is up to date, ${against}`,
      '/s',
      understood,
      commitRate,
    ),
    numberRow('First words of new pages, against `GET /healthz`', '/s', newPages, answers),
  ];
}
