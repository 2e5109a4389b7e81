import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measureArrivals } from './arrivals.ts';
import { FULL, QUICK, type Row } from './figures.ts';
import { measureIntake } from './intake.ts';
import { measureLaunches } from './launches.ts';
import { measureOutboxDrain } from './outbox-drain.ts';
import { circumstances, loadOfLastMinute, replaceTable, table } from './report.ts';
import { measureStreams } from './streams.ts';
import { measureVisitPage } from './visit-page.ts';
import { startWorld } from './world.ts';

/**
 * `npm run bench`: what users wait for, beside what nobody could do without. `-- --write` puts the table into
 * docs/performance.md; `-- --quick` only tries whether everything runs.
 */
const { values } = parseArgs({
  options: { write: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } },
});
if (values.quick && values.write) throw new Error('A quick run proves nothing that should be written down.');

const effort = values.quick ? QUICK : FULL;
const begun = performance.now();
const say = (step: string) =>
  process.stderr.write(`${String(Math.round((performance.now() - begun) / 1_000)).padStart(4)} s  ${step}\n`);

const loadBefore = loadOfLastMinute();
say(`Starting the sandbox; load average ${loadBefore.toFixed(2)}.`);
const world = await startWorld(effort.arrivals, say);
try {
  const rows: Row[] = [];
  say('Launches.');
  const launches = await measureLaunches(world, effort);
  rows.push(...launches.rows);
  say('Arrivals.');
  rows.push(...(await measureArrivals(world, effort)));
  say('Signals.');
  rows.push(...(await measureIntake(world, launches.sessions, effort)));
  say('Outbox.');
  rows.push(...(await measureOutboxDrain(world, effort)));
  say('Visit page.');
  rows.push(...(await measureVisitPage(world, effort)));
  say('Memory.');
  rows.push(...(await measureStreams(world, launches.sessions, effort)));

  const markdown = table(rows, await circumstances(world.sandbox.databaseUrl, loadBefore));
  process.stdout.write(`${markdown}\n`);
  if (values.write) {
    await replaceTable(fileURLToPath(new URL('../../docs/performance.md', import.meta.url)), markdown);
  }
  say('Done.');
} finally {
  await world.close();
}
