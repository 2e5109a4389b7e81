import type { Clock } from '../kernel/clock.ts';
import { DomainError } from '../kernel/domain-error.ts';
import { refuseUnstorable } from '../kernel/storable-text.ts';
import { actorOf } from '../staff/actor.ts';
import type { StaffMember } from '../staff/staff.ts';
import type { InTransaction, Stores } from '../stores.ts';
import type { ConnectionSettings, Fallback } from './connection.ts';
import { differences } from './diff.ts';
import { heldFor } from './held-connection.ts';

/** What takes effect at once, without an approval. */
export interface Operating {
  /**
   * @param change.version that of the settings that were shown.
   * @throws {DomainError} `settings-changed` when somebody else saved meanwhile; `request-invalid` for a chat that the app
   *   was not added to, or a department twice.
   */
  saveSettings(
    member: StaffMember,
    connectionId: string,
    change: { readonly version: number; readonly name: string; readonly settings: ConnectionSettings },
  ): Promise<void>;
  /** No launch is let in from now on. Safe to repeat. @throws {DomainError} `connection-not-approved` */
  disable(member: StaffMember, connectionId: string, reason: string): Promise<void>;
  /** Lets the approved revision serve again. Safe to repeat. @throws {DomainError} `connection-not-approved` */
  enable(member: StaffMember, connectionId: string, reason: string): Promise<void>;
}

export function createOperating(deps: {
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
}): Operating {
  const { inTransaction, clock } = deps;

  const turn = (action: 'disable' | 'enable', member: StaffMember, connectionId: string, reason: string) =>
    inTransaction(member.organizationId, async (stores) => {
      refuseUnstorable(reason);
      const { connection } = await heldFor(stores, member, connectionId, action);
      if (connection.state === 'unapproved')
        throw new DomainError('connection-not-approved', 'nothing of it serves yet');
      const isDisabled = action === 'disable';
      if (isDisabled === (connection.state === 'disabled')) return;
      await stores.configuration.setDisabled(connectionId, isDisabled);
      await stores.audit.record({
        at: clock.now(),
        actor: actorOf(member),
        action: isDisabled ? 'connection-disabled' : 'connection-enabled',
        subject: connectionId,
        details: { revision: String(connection.liveRevision), ...(reason !== '' && { reason }) },
      });
    });

  return {
    saveSettings: (member, connectionId, { version, name, settings }) =>
      inTransaction(member.organizationId, async (stores) => {
        refuseUnstorable({ name, settings });
        const { connection } = await heldFor(stores, member, connectionId, 'change-settings');
        await refuseStrangeSettings(stores, connection.settings, settings);
        const isShown = version === connection.settingsVersion;
        if (!isShown || !(await stores.configuration.saveSettings(connectionId, version, { name, settings })))
          throw new DomainError('settings-changed', 'somebody else changed the settings meanwhile');
        const paths = differences(
          { name: connection.name, ...connection.settings },
          { name, ...settings },
        ).map(({ path }) => path);
        await stores.audit.record({
          at: clock.now(),
          actor: actorOf(member),
          action: 'settings-changed',
          subject: connectionId,
          details: { changed: paths.join(', ') },
        });
      }),

    disable: (member, connectionId, reason) => turn('disable', member, connectionId, reason),
    enable: (member, connectionId, reason) => turn('enable', member, connectionId, reason),
  };
}

/** The bot speaks where the app was added, and nowhere else; what an operator set up stays. */
async function refuseStrangeSettings(
  { places }: Pick<Stores, 'places'>,
  before: ConnectionSettings,
  after: ConnectionSettings,
): Promise<void> {
  const ids = after.departments.map(({ ehrId }) => ehrId);
  if (new Set(ids).size < ids.length) throw new DomainError('request-invalid', 'a department is there twice');
  const allowed = new Set(
    [...(await places.all()), ...conversationsOf(before)].map(
      ({ conversationId, serviceUrl }) => `${conversationId} ${serviceUrl}`,
    ),
  );
  for (const { conversationId, serviceUrl } of conversationsOf(after)) {
    if (!allowed.has(`${conversationId} ${serviceUrl}`))
      throw new DomainError('request-invalid', 'the app was not added to this chat');
  }
}

const conversationsOf = ({ fallback, departments }: ConnectionSettings) =>
  [fallback, ...departments.map((department) => department.fallback)].filter(
    (each): each is Extract<Fallback, { kind: 'conversation' }> => each?.kind === 'conversation',
  );
