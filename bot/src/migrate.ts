import { migrate } from '@ehr-connector/shared/adapters/postgres/migrate.ts';
import { readOwnerConfig } from '@ehr-connector/shared/config/config.ts';
import { asCommand } from './command.ts';

/** `npm run migrate`: brings the schema up to date in the name of its owner. */
await asCommand(async () => {
  const config = readOwnerConfig();
  await migrate({
    ownerUrl: config.DATABASE_OWNER_URL,
    serviceRole: decodeURIComponent(new URL(config.DATABASE_URL).username),
  });
});
