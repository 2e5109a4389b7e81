import { randomUUID } from 'node:crypto';
import { withClient } from '@ehr-connector/sandbox/postgres/roles.ts';
import { nodeRandomness } from '../../adapters/node/randomness.ts';
import {
  createTestWorld,
  type TestOrganization,
  type TestWorld,
} from '../../adapters/postgres/database.test-support.ts';
import { DomainError } from '../kernel/domain-error.ts';
import type { AppRole, StaffMember } from '../staff/staff.ts';
import { type Configuring, createConfiguring } from './configuring.ts';
import type { EhrAuthority, EhrKind } from './connection.ts';
import type { DraftContent } from './draft-content.ts';
import type { CheckResult } from './probe.ts';
import { probedOf } from './probe-subject.ts';
import type { Revision } from './revision.ts';

export const ADMIN = randomUUID();
export const OTHER_ADMIN = randomUUID();
export const APPROVER = randomUUID();
export const ORGANIZER = randomUUID();

export const CONTENT: DraftContent = {
  fhirBaseUrl: 'https://epic.example/api/FHIR/R4',
  clientId: 'client-1',
  signingAlgorithm: 'ES384',
  sessionKeySource: 'epic-session-id',
  approver: APPROVER,
  organizers: [ORGANIZER],
  writeback: { kind: 'none' },
  onlyDepartments: null,
  shares: [],
};

export const EPIC_WRITEBACK = {
  kind: 'epic',
  url: 'https://epic.example/status',
  method: 'GET',
  vendorName: 'Teams EHR Connector',
  connectedStatus: '1',
  disconnectedStatus: '2',
  clinicianIdType: '1',
  patientIdType: '2',
  authentication: 'basic',
} as const;

export const FINE: CheckResult = { check: 'reachable', outcome: 'fine', finding: 'reachable', details: {} };

export const authorityOf = (fhirBaseUrl: string): EhrAuthority => ({
  issuer: `${fhirBaseUrl}/oauth2`,
  authorizationEndpoint: `${fhirBaseUrl}/oauth2/authorize`,
  tokenEndpoint: `${fhirBaseUrl}/oauth2/token`,
  jwksUri: `${fhirBaseUrl}/oauth2/keys`,
});

interface AuditRow {
  readonly action: string;
  readonly actor: string;
  readonly details: Readonly<Record<string, string>>;
}

/** An organisation whose people configure connections, on a real database. */
export interface ConfiguringBench {
  readonly world: TestWorld;
  readonly organization: TestOrganization;
  readonly configuring: Configuring;
  readonly admin: StaffMember;
  readonly otherAdmin: StaffMember;
  readonly approver: StaffMember;
  member(entraObjectId: string, roles?: readonly AppRole[]): StaffMember;
  add(ehr?: EhrKind, environment?: 'testing' | 'production'): Promise<string>;
  open(connectionId: string): Promise<Revision>;
  live(connectionId: string): Promise<Revision | null>;
  /** Writes the content into the open draft, or begins one. */
  write(connectionId: string, changes?: Partial<DraftContent>): Promise<Revision>;
  /** As the service's own probe of the draft does. */
  probe(connectionId: string, results?: readonly CheckResult[]): Promise<Revision>;
  /** Writes, probes and proposes. */
  propose(connectionId: string, changes?: Partial<DraftContent>): Promise<Revision>;
  /** Signs the account in to the EHR for what is proposed. */
  prove(connectionId: string, entraObjectId?: string): Promise<void>;
  /** All the way: what was written serves. */
  approve(connectionId: string, changes?: Partial<DraftContent>): Promise<Revision>;
  /** What was audited of the connection, oldest first. */
  audited(connectionId: string): Promise<readonly AuditRow[]>;
  /** Whom the bot is to tell, and what. */
  notices(connectionId: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

export async function createConfiguringBench(): Promise<ConfiguringBench> {
  const world = await createTestWorld();
  const organization = await world.organization();
  return benchOf(world, organization);
}

export function benchOf(world: TestWorld, organization: TestOrganization): ConfiguringBench {
  const { clock } = world;
  const configuring = createConfiguring({
    inTransaction: world.database.inTransaction,
    clock,
    randomness: nodeRandomness,
  });
  const member = (entraObjectId: string, roles: readonly AppRole[] = []): StaffMember => ({
    organizationId: organization.id,
    entraObjectId,
    roles,
    displayName: '',
  });
  const admin = member(ADMIN, ['ConfigAdmin']);
  const query = <T extends object>(sql: string, values: unknown[]) =>
    withClient(world.ownerDatabaseUrl, async (owner) => (await owner.query<T>(sql, values)).rows);

  const bench: ConfiguringBench = {
    world,
    organization,
    configuring,
    admin,
    otherAdmin: member(OTHER_ADMIN, ['ConfigAdmin']),
    approver: member(APPROVER),
    member,

    add: (ehr = 'epic', environment = 'testing') =>
      configuring.add(admin, { name: `${ehr} ${environment}`, environment, ehr }),

    async open(connectionId) {
      const open = await organization.in(({ configuration }) => configuration.open(connectionId));
      if (open === null) throw new DomainError('revision-not-open', 'nothing is open');
      return open;
    },

    live: (connectionId) =>
      organization.in(async ({ configuration }) => {
        const number = (await configuration.get(connectionId))?.liveRevision ?? null;
        return number === null ? null : await configuration.revision(connectionId, number);
      }),

    async write(connectionId, changes = {}) {
      const { open, ehr } = await organization.in(async ({ configuration }) => ({
        open: await configuration.open(connectionId),
        ehr: (await configuration.get(connectionId))?.ehr,
      }));
      const content = {
        ...CONTENT,
        ...(ehr !== 'epic' && { sessionKeySource: 'smart-encounter' as const }),
        ...changes,
      };
      const version = open?.version ?? null;
      return await configuring.saveDraft(admin, connectionId, { version, content, note: '' });
    },

    async probe(connectionId, results = [FINE]) {
      const { number, content } = await bench.open(connectionId);
      return await configuring.keepProbe(organization.id, connectionId, number, {
        at: clock.now(),
        fhirBaseUrl: content.fhirBaseUrl,
        probed: probedOf(content),
        results,
        authority: authorityOf(content.fhirBaseUrl),
      });
    },

    async propose(connectionId, changes = {}) {
      await bench.write(connectionId, changes);
      const { version } = await bench.probe(connectionId);
      return await configuring.propose(admin, connectionId, version);
    },

    async prove(connectionId, entraObjectId = APPROVER) {
      const { number, digest } = await bench.open(connectionId);
      await organization.in(({ approvals }) =>
        approvals.prove({
          connectionId,
          revision: number,
          digest,
          entraObjectId,
          issuer: 'https://epic.example',
          userDigest: 'digest',
          at: clock.now(),
        }),
      );
    },

    async approve(connectionId, changes = {}) {
      const { number, digest, content } = await bench.propose(connectionId, changes);
      await bench.prove(connectionId, content.approver ?? '');
      return await configuring.approve(member(content.approver ?? ''), connectionId, number, digest);
    },

    audited: (connectionId) =>
      query<AuditRow>('select action, actor, details from audit_entries where subject = $1 order by number', [
        connectionId,
      ]),

    async notices(connectionId) {
      const rows = await query<{ kind: string; account: string }>(
        `select effect -> 'notice' ->> 'kind' as kind, effect ->> 'entraObjectId' as account from outbox
         where effect ->> 'connectionId' = $1 order by id`,
        [connectionId],
      );
      return rows.map(({ kind, account }) => `${kind} ${account}`);
    },

    close: () => world.close(),
  };
  return bench;
}
