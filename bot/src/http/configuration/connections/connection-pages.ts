import type {
  ConnectionDetail,
  ConnectionKey,
  Connections,
} from '@ehr-connector/shared/contract/configuration.ts';
import { standingIn } from '@ehr-connector/shared/domain/connections/held-connection.ts';
import type { KeyRotation } from '@ehr-connector/shared/domain/connections/key-rotation.ts';
import type { KeyState } from '@ehr-connector/shared/domain/connections/key-state.ts';
import type { Sharing } from '@ehr-connector/shared/domain/connections/sharing.ts';
import type { Clock } from '@ehr-connector/shared/domain/kernel/clock.ts';
import { DomainError } from '@ehr-connector/shared/domain/kernel/domain-error.ts';
import { ACTIONS, type Action, may, type Standing } from '@ehr-connector/shared/domain/staff/permissions.ts';
import type { StaffMember } from '@ehr-connector/shared/domain/staff/staff.ts';
import type { InTransaction } from '@ehr-connector/shared/domain/stores.ts';
import type { Asked } from '../asking.ts';
import type { Names } from '../people/names.ts';
import { readConnections, readDetail } from './connection-reading.ts';
import { accountsOfDetail, approverOf, toDetail, toSummary } from './connection-view.ts';
import { toInvitationView } from './invitation-view.ts';

/** What the pages of the configuration are drawn from. */
export interface ConnectionPages {
  /** All connections, for who may see the configuration. */
  list(asked: Asked, signal: AbortSignal): Promise<Connections>;
  /** As it is now, also after a change. @throws {DomainError} `connection-unknown`. */
  detail(member: StaffMember, connectionId: string, signal: AbortSignal): Promise<ConnectionDetail>;
}

export function createConnectionPages(deps: {
  readonly inTransaction: InTransaction;
  readonly names: Names;
  readonly rotation: Pick<KeyRotation, 'states'>;
  readonly sharing: Pick<Sharing, 'invitations'>;
  readonly clock: Clock;
  readonly publicUrl: string;
}): ConnectionPages {
  const { inTransaction, names, clock, publicUrl } = deps;

  return {
    async list({ member, standing }, signal) {
      const seen = await inTransaction(member.organizationId, readConnections);
      const approvers = seen.map(approverOf).filter((id) => id !== null);
      const known = await names.of(member, approvers, signal);
      return {
        connections: seen.map((read) => toSummary(read, known, member.entraObjectId)),
        invitations: may(member, 'share', standing)
          ? (await deps.sharing.invitations(member)).map(toInvitationView)
          : [],
        allowed: allowed(member, standing),
      };
    },

    async detail(member, connectionId, signal) {
      const { organizationId } = member;
      const found = await inTransaction(organizationId, async (stores) => {
        const connection = await stores.configuration.get(connectionId);
        if (connection === null) throw new DomainError('connection-unknown', 'no connection has this id');
        return {
          read: await readDetail(stores, connection, member, clock.now()),
          standing: await standingIn(stores, member, connectionId),
        };
      });
      const { connection } = found.read;
      const known = await names.of(member, accountsOfDetail(found.read), signal);
      return toDetail(found.read, {
        publicUrl,
        sharedFrom: connection.sharedFrom && (await nameOf(connection.sharedFrom.organizationId)),
        keys: (await deps.rotation.states(organizationId, connectionId)).map(toKeyView),
        known,
        allowed: allowed(member, found.standing),
      });
    },
  };

  /** Of whoever shares its EHR, which the asker has accepted. */
  async function nameOf(organizationId: string): Promise<string> {
    return (await inTransaction(organizationId, ({ organizations }) => organizations.current())).name;
  }
}

const allowed = (member: StaffMember, standing: Standing): Action[] =>
  ACTIONS.filter((action) => may(member, action, standing));

const toKeyView = ({ kid, algorithm, state, createdAt, signsFrom }: KeyState): ConnectionKey => ({
  kid,
  algorithm,
  state,
  createdAt: createdAt.toISOString(),
  signsFrom: signsFrom.toISOString(),
});
