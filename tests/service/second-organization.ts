import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SAMPLE_OIDS, SECOND_TENANT_ID } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import { smartClients } from '@ehr-connector/sandbox/organization-file.ts';
import { runServiceCommand } from '@ehr-connector/sandbox/service-process.ts';
import { entered } from './people.ts';
import type { World } from './world.ts';

const CONNECTION_ID = 'second-organisation-0123456789';
const SETTINGS = { fallback: null };

/** Another organisation on the same service, with a visit of its own. @returns the visit's id. */
export async function addSecondOrganization(world: World): Promise<string> {
  const { fhirBaseUrl, issuer, authorizationEndpoint, tokenEndpoint, jwksUri } = world.hospital.faces.plain;
  const { plain } = smartClients(world.serviceUrl, { ...world.connections, plain: CONNECTION_ID });
  await provision(world, {
    organization: {
      id: '5a4d0000-0000-4000-8000-000000000002',
      name: 'Lakeside Health',
      entraTenantId: SECOND_TENANT_ID,
      dataRegion: 'local',
    },
    connections: [
      {
        id: CONNECTION_ID,
        name: 'Lakeside',
        environment: 'production',
        ehr: 'fhir-r4',
        fhirBaseUrl,
        clientId: plain.clientId,
        authority: { issuer, authorizationEndpoint, tokenEndpoint, jwksUri },
        sessionKeySource: 'smart-appointment',
        organizers: [SAMPLE_OIDS.stranger],
        writeback: { kind: 'none' },
        settings: SETTINGS,
      },
    ],
  });
  // The hospital knows one client for each face: for this visit it is the second organisation's.
  world.hospital.registerClients({ plain });
  try {
    const visit = await entered(world, { face: 'plain', kind: 'patient', as: 'osei', visit: 'osei' });
    // Making its meeting would go on in the background, where tests look for calls outside.
    await world.rows('delete from outbox where visit_id = $1', [visit.visitId]);
    return visit.visitId;
  } finally {
    world.hospital.registerClients({ plain: smartClients(world.serviceUrl, world.connections).plain });
  }
}

async function provision(world: World, file: object): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'ehr-connector-second-'));
  try {
    const path = join(folder, 'organization.json');
    await writeFile(path, JSON.stringify(file));
    await runServiceCommand('bot/src/provision.ts', [path], {
      repository: join(import.meta.dirname, '../..'),
      env: { ...world.environment, DATABASE_OWNER_URL: world.ownerDatabaseUrl },
      onLine: () => undefined,
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}
