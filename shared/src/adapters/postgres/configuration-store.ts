import { sql } from 'kysely';
import type { ConfigurationStore } from '../../domain/connections/configuration-store.ts';
import { addConnectionKey, credentialsContext } from './connection-keys.ts';
import { rehearsalStore } from './rehearsal-store.ts';
import { toConfigured } from './revision-rows.ts';
import { revisionStore } from './revision-store.ts';
import type { Scope } from './scope.ts';

export function configurationStore(scope: Scope): ConfigurationStore {
  const { trx, organizationId, sealer, clock } = scope;
  const stored = () => trx.selectFrom('connections').selectAll();

  async function ensureKey(connectionId: string, algorithm: 'ES384' | 'RS384'): Promise<void> {
    const key = await trx
      .selectFrom('connection_keys')
      .select('kid')
      .where('connection_id', '=', connectionId)
      .where('algorithm', '=', algorithm)
      .executeTakeFirst();
    if (key === undefined)
      await addConnectionKey(trx, scope, { organizationId, id: connectionId }, algorithm);
  }

  const revisions = revisionStore(scope);
  return {
    ...revisions,
    ...rehearsalStore(scope),

    async begin(draft) {
      const revision = await revisions.begin(draft);
      // Without one neither the probe nor, once it is approved, anybody could sign.
      await ensureKey(draft.connectionId, draft.content.signingAlgorithm);
      return revision;
    },

    async all() {
      return (await stored().orderBy('name').orderBy('id').execute()).map(toConfigured);
    },

    async get(connectionId) {
      const row = await stored().where('id', '=', connectionId).executeTakeFirst();
      return row === undefined ? null : toConfigured(row);
    },

    async lock(connectionId) {
      const row = await stored().where('id', '=', connectionId).forNoKeyUpdate().executeTakeFirst();
      return row === undefined ? null : toConfigured(row);
    },

    async ofShare(shareId) {
      await sql`select pg_advisory_xact_lock(hashtext(${`share ${shareId}`}))`.execute(trx);
      const row = await stored()
        .where(sql<boolean>`shared_from ->> 'shareId' = ${shareId}`)
        .executeTakeFirst();
      return row === undefined ? null : toConfigured(row);
    },

    async add({ id, name, environment, ehr, sharedFrom, settings, algorithm }) {
      await trx
        .insertInto('connections')
        .values({
          organization_id: organizationId,
          id,
          name,
          environment,
          ehr,
          settings: JSON.stringify(settings),
          live_revision: null,
          shared_from: sharedFrom === null ? null : JSON.stringify(sharedFrom),
          created_at: clock.now(),
        })
        .execute();
      await ensureKey(id, algorithm);
    },

    async remove(connectionId) {
      await trx
        .deleteFrom('connections')
        .where('id', '=', connectionId)
        .where('live_revision', 'is', null)
        .execute();
    },

    async saveSettings(connectionId, settingsVersion, { name, settings }) {
      const { numUpdatedRows } = await trx
        .updateTable('connections')
        .set({ name, settings: JSON.stringify(settings) })
        .set((eb) => ({ settings_version: eb('settings_version', '+', 1) }))
        .where('id', '=', connectionId)
        .where('settings_version', '=', settingsVersion)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    async setDisabled(connectionId, isDisabled) {
      await trx
        .updateTable('connections')
        .set({ is_disabled: isDisabled })
        .where('id', '=', connectionId)
        .execute();
    },

    async serve(connectionId, number) {
      await trx
        .updateTable('connections')
        .set({ live_revision: number })
        .where('id', '=', connectionId)
        .execute();
    },

    ensureKey,

    async setCredentials({ connectionId, number }, credentials) {
      const sealed =
        credentials === null
          ? null
          : sealer.seal(JSON.stringify(credentials), credentialsContext(connectionId));
      await trx
        .updateTable('connection_revisions')
        .set({ basic_credentials: sealed })
        .where('connection_id', '=', connectionId)
        .where('number', '=', number)
        .where('state', '=', 'draft')
        .execute();
    },
  };
}
