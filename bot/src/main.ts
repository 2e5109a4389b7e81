import { ConfigError, readConfig } from '@ehr-connector/shared/config/config.ts';
import { pino } from 'pino';
import { compose } from './compose.ts';

/** `npm start`: the service, fully configured or refusing to start. */
async function main(): Promise<void> {
  const config = readConfig();
  const log = pino({ level: config.LOG_LEVEL, base: null });
  const service = await compose(config, log);
  await service.listen(config.PORT);
  log.info({ port: config.PORT, region: config.DATA_REGION }, 'listening');

  const stop = async (signal: NodeJS.Signals) => {
    process.removeAllListeners('SIGTERM').removeAllListeners('SIGINT');
    await service.close();
    log.info({ signal }, 'stopped');
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

main().catch((error: unknown) => {
  const text =
    error instanceof ConfigError
      ? `The service cannot start:\n${error.message}`
      : String(error instanceof Error ? error.stack : error);
  process.stderr.write(`${text}\n`);
  process.exit(1);
});
