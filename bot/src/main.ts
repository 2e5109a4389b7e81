import { once } from 'node:events';
import { ConfigError, readConfig } from '@ehr-connector/shared/config/config.ts';
import { pino } from 'pino';
import { compose } from './compose.ts';

const STOP_WITHIN_MS = 20_000;

/** `npm start`: the service, fully configured or refusing to start. */
async function main(): Promise<void> {
  const config = readConfig();
  const log = pino({ level: config.LOG_LEVEL, base: null });
  const service = await compose(config, log);
  await service.listen(config.PORT);
  log.info({ port: config.PORT, region: config.DATA_REGION }, 'listening');
  const signal = await toldToStop();
  // A database that is cut off in between must not keep the process: what was under way is taken up by another replica.
  setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
  await service.close();
  log.info({ signal }, 'stopped');
}

/** The first word is heeded; a second one ends the process at once, as it does by default. */
async function toldToStop(): Promise<string> {
  const settled = new AbortController();
  const options = { signal: settled.signal };
  const told = (['SIGTERM', 'SIGINT'] as const).map((name) => once(process, name, options).then(() => name));
  for (const each of told) each.catch(() => undefined); // of the two, one is given up
  const signal = await Promise.race(told);
  settled.abort();
  return signal;
}

main().catch((error: unknown) => {
  const why = error instanceof Error ? error : new Error(String(error));
  // Nobody needs a stack to correct a configuration.
  const text = why instanceof ConfigError ? why.message : why.stack;
  process.stderr.write(`The service cannot start or go on:\n${text}\n`);
  process.exit(1);
});
