import { SAMPLE_OIDS, SECOND_TENANT_ID } from './cloud/sample-people.ts';
import { rowsOf } from './hospital/data/rows.ts';
import type { ConnectedFace, FaceAddresses } from './hospital/face.ts';
import type { SmartClient, SmartClients } from './hospital/smart-client.ts';

/** The sample hospital's organisation and tenant. */
export const ORGANIZATION_ID = '5a4d0000-0000-4000-8000-000000000001';
export const TENANT_ID = '11111111-7e4a-4f00-8000-000000000000';
const SECOND_ORGANIZATION_ID = '5a4d0000-0000-4000-8000-000000000002';
export const DATA_REGION = 'local';

const CLIENT_IDS: Readonly<Record<ConnectedFace, string>> = {
  epic: 'c0ec7000-0000-4000-8000-0000000000e1',
  plain: 'teams-ehr-connector',
};

/** The unguessable ids of the connections, which are part of their launch URLs. */
export type ConnectionIds = Readonly<Record<ConnectedFace, string>>;

/** The connector as the EHRs' analysts have registered it. */
export function smartClients(serviceUrl: string, connections: ConnectionIds): SmartClients {
  const client = (face: ConnectedFace): SmartClient => ({
    clientId: CLIENT_IDS[face],
    launchBase: `${serviceUrl}/launch/${connections[face]}`,
    redirectUri: `${serviceUrl}/launch/${connections[face]}/callback`,
    jwksUri: `${serviceUrl}/connections/${connections[face]}/jwks.json`,
  });
  return { epic: client('epic'), plain: client('plain') };
}

/** What the operator hands to `npm run provision`: the organisation and its connections to both EHRs. */
export function organizationFile(
  faces: Readonly<Record<ConnectedFace, FaceAddresses>>,
  connections: ConnectionIds,
): object {
  return {
    organization: {
      id: ORGANIZATION_ID,
      name: 'Riverside Health',
      entraTenantId: TENANT_ID,
      dataRegion: DATA_REGION,
    },
    connections: [
      {
        ...common('epic', faces.epic, connections.epic),
        ehr: 'epic',
        sessionKeySource: 'epic-session-id',
        writeback: { kind: 'epic', url: faces.epic.setExternalConnectionStatusUrl },
      },
      {
        ...common('plain', faces.plain, connections.plain),
        ehr: 'fhir-r4',
        sessionKeySource: 'smart-appointment',
        writeback: { kind: 'fhir-r4' },
      },
    ],
  };
}

/** The same for the second tenant: an organisation that has no connection of its own yet. */
export function secondOrganizationFile(): object {
  return {
    organization: {
      id: SECOND_ORGANIZATION_ID,
      name: 'Lakeside Health',
      entraTenantId: SECOND_TENANT_ID,
      dataRegion: DATA_REGION,
    },
    connections: [],
  };
}

function common(face: ConnectedFace, addresses: FaceAddresses, connectionId: string) {
  const { fhirBaseUrl, issuer, authorizationEndpoint, tokenEndpoint, jwksUri } = addresses;
  const { name, departments } = rowsOf(face);
  return {
    id: connectionId,
    name,
    environment: 'testing',
    clientId: CLIENT_IDS[face],
    fhirBaseUrl,
    authority: { issuer, authorizationEndpoint, tokenEndpoint, jwksUri },
    organizers: [SAMPLE_OIDS.organizer, SAMPLE_OIDS.secondOrganizer],
    settings: {
      fallback: { kind: 'person', entraObjectId: SAMPLE_OIDS.coordinator },
      departments: departments.map(([ehrId, departmentName]) => ({ ehrId, name: departmentName })),
      helpContact: `the virtual visits desk of ${name}`,
    },
  };
}
