import { readFile } from 'node:fs/promises';
import { systemClock } from '@ehr-connector/shared/adapters/node/clock.ts';
import { nodeRandomness } from '@ehr-connector/shared/adapters/node/randomness.ts';
import { provision } from '@ehr-connector/shared/adapters/postgres/provisioning.ts';
import { createSealer } from '@ehr-connector/shared/adapters/postgres/sealer.ts';
import { ConfigError, readOwnerConfig } from '@ehr-connector/shared/config/config.ts';
import { ConfigurationFile } from '@ehr-connector/shared/config/configuration-file.ts';
import { z } from 'zod';
import { asCommand } from './command.ts';

/** `npm run provision -- file.json`: makes an organisation and its connections be as the file says; safe to repeat. */
await asCommand(async () => {
  const config = readOwnerConfig();
  const path = process.argv[2];
  if (path === undefined)
    throw new ConfigError('name the configuration file: npm run provision -- file.json');
  const file = ConfigurationFile.safeParse(JSON.parse(await readFile(path, 'utf8')));
  if (!file.success) throw new ConfigError(z.prettifyError(file.error));
  await provision(
    {
      ownerUrl: config.DATABASE_OWNER_URL,
      clock: systemClock,
      randomness: nodeRandomness,
      sealer: createSealer(config.ENCRYPTION_KEY),
    },
    file.data,
  );
});
