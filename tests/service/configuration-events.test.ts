import { SAMPLE_OIDS } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import {
  addConnection,
  eventsOf,
  openPortal,
  type Portal,
  proposed,
  provenApprover,
  saveDraft,
} from './configuration-portal.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let admin: Portal;
let stranger: Portal;
let id: string;
beforeAll(async () => {
  world = await startWorld({ secondOrganization: true });
  admin = openPortal(world, SAMPLE_OIDS.admin);
  stranger = openPortal(world, SAMPLE_OIDS.stranger);
  id = await addConnection(admin, 'Riverside Practice');
});
afterAll(async () => await world.close());

interface Listening {
  /** Ids of the connections that changed, so far. */
  readonly heard: () => readonly unknown[];
  forget(): void;
  close(): void;
}

async function listening(oid: string): Promise<Listening> {
  const gone = new AbortController();
  const response = await fetch(`${world.serviceUrl}/api/configuration/events`, {
    headers: { authorization: `Bearer ${await world.cloud.ssoToken(oid)}` },
    signal: gone.signal,
  });
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    'text/event-stream; charset=utf-8',
  ]);
  let text = '';
  void (async () => {
    for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString();
  })().catch(() => undefined);
  await vi.waitFor(() => expect(text).toContain(': open'));
  return {
    heard: () =>
      eventsOf(text).map(({ event, data }) => (event === 'changed' ? data.connectionId : `? ${event}`)),
    forget: () => {
      text = '';
    },
    close: () => gone.abort(),
  };
}

const eventually = { timeout: 15_000, interval: 20 };

it('tells everybody who may see the configuration which connection changed, and nothing of it', async () => {
  const listeners = await Promise.all([SAMPLE_OIDS.admin, SAMPLE_OIDS.auditor].map(listening));
  await saveDraft(admin, id, { clientId: 'not-to-be-told' });
  for (const { heard, close } of listeners) {
    await vi.waitFor(() => expect(heard()).toEqual([id]), eventually);
    close();
  }
});

it('tells of the approver’s sign-in at the EHR, which happens in another window', async () => {
  const { ehrAnalyst } = SAMPLE_OIDS;
  const { number } = await proposed(world, admin, id, ehrAnalyst);
  const approver = await listening(ehrAnalyst);
  await provenApprover(world, { connectionId: id, number }, ehrAnalyst);
  await vi.waitFor(() => expect(approver.heard()).toEqual([id]), eventually);
  approver.close();
});

it('tells another organisation nothing, and of an EHR that is shared with it only that there is something new', async () => {
  const [ours, theirs] = [await listening(SAMPLE_OIDS.admin), await listening(SAMPLE_OIDS.stranger)];
  await addConnection(admin, 'Ours');
  const foreign = await addConnection(stranger, 'Theirs');
  await vi.waitFor(() => expect(theirs.heard()).toEqual([foreign]), eventually);
  await vi.waitFor(() => expect(ours.heard()).toHaveLength(1), eventually);
  expect(ours.heard()).not.toContain(foreign);
  theirs.forget();
  await world.rows(
    `insert into connection_shares (organization_id, id, connection_id, tenant_id, departments, state, invited_at)
     select organization_id, gen_random_uuid(), id, $2, '{7}', 'invited', now() from connections where id = $1`,
    [
      id,
      (
        await world.rows(`select entra_tenant_id as tenant from organizations where name = 'Lakeside Health'`)
      )[0]?.tenant,
    ],
  );
  await vi.waitFor(() => expect(theirs.heard()).toEqual([null]), eventually);
  for (const { close } of [ours, theirs]) close();
});
