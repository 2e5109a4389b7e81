import type { Clock } from '../kernel/clock.ts';
import { DomainError } from '../kernel/domain-error.ts';
import type { Organizations } from '../organizations/organization.ts';
import { noticeEffect } from '../outbox/effect.ts';
import { accountOf, actorOf } from '../staff/actor.ts';
import type { StaffMember } from '../staff/staff.ts';
import type { InTransaction, Stores } from '../stores.ts';
import { held, heldFor } from './held-connection.ts';
import type { CheckResult, EhrProbe, MicrosoftReadiness, Rehearsal } from './probe.ts';
import { type ProbeSubjects, subjectsOf } from './probe-subject.ts';

/** Runs through everything a visit needs, without a patient. */
export interface Rehearsing {
  /**
   * Rehearses what serves, or would if it were not disabled, and keeps the result.
   *
   * @param onResult told each result as soon as it is known.
   * @throws {DomainError} `connection-unknown`, `not-allowed`, `connection-not-approved`.
   */
  rehearse(
    member: StaffMember,
    connectionId: string,
    onResult: (result: CheckResult) => void,
    signal: AbortSignal,
  ): Promise<Rehearsal>;
  /**
   * Rehearses every connection that serves, of all organisations, one after the other; one that breaks off does not keep
   * the others from theirs.
   */
  nightly(signal: AbortSignal): Promise<void>;
}

export function createRehearsing(deps: {
  readonly inTransaction: InTransaction;
  readonly organizations: Organizations;
  readonly ehr: EhrProbe;
  readonly microsoft: MicrosoftReadiness;
  readonly clock: Clock;
  /** Of one connection of the nightly run; the others go on. */
  readonly onFailure: (error: unknown, connectionId: string) => void;
}): Rehearsing {
  const { inTransaction, clock } = deps;

  async function run(
    organizationId: string,
    connectionId: string,
    by: string,
    subjects: ProbeSubjects,
    onResult: (result: CheckResult) => void,
    signal: AbortSignal,
  ): Promise<Rehearsal> {
    const { results } = await deps.ehr.run(subjects.ehr, onResult, signal);
    const readiness = await deps.microsoft.run(subjects.microsoft, onResult, signal);
    // What broke off says nothing of the connection, and must not pass for green.
    signal.throwIfAborted();
    const all = [...results, ...readiness];
    const rehearsal: Rehearsal = {
      connectionId,
      at: clock.now(),
      by,
      isGreen: all.every(({ outcome }) => outcome !== 'failed'),
      results: all,
    };
    await inTransaction(organizationId, (stores) => keep(stores, rehearsal));
    return rehearsal;
  }

  return {
    async rehearse(member, connectionId, onResult, signal) {
      const { organizationId } = member;
      const subjects = await inTransaction(organizationId, async (stores) => {
        await heldFor(stores, member, connectionId, 'rehearse');
        return await approvedSubjects(stores, connectionId);
      });
      return await run(organizationId, connectionId, actorOf(member), subjects, onResult, signal);
    },

    async nightly(signal) {
      for (const organizationId of await deps.organizations.ids()) {
        const connections = await inTransaction(organizationId, (stores) => stores.connections.all());
        for (const { id, state } of connections) {
          if (signal.aborted) return;
          if (state !== 'approved') continue;
          try {
            const subjects = await inTransaction(organizationId, (stores) => approvedSubjects(stores, id));
            await run(organizationId, id, 'service', subjects, () => undefined, signal);
          } catch (error) {
            deps.onFailure(error, id);
          }
        }
      }
    },
  };
}

async function approvedSubjects(stores: Stores, connectionId: string): Promise<ProbeSubjects> {
  const { connection, live } = await held(stores, connectionId);
  if (live === null) throw new DomainError('connection-not-approved', 'nothing of it was approved yet');
  return await subjectsOf(stores, connection, live.content, live.content.authority);
}

/** A change from green to red, and a first red, are told to all who can do something about it. */
async function keep(stores: Stores, rehearsal: Rehearsal): Promise<void> {
  const { connectionId, at, by, isGreen } = rehearsal;
  // Of two rehearsals at once the second sees the first, and one of them tells.
  const { connection, live } = await held(stores, connectionId);
  const [before] = await stores.configuration.rehearsals(connectionId, 1);
  await stores.configuration.addRehearsal(rehearsal);
  if (accountOf(by) !== null) {
    await stores.audit.record({
      at,
      actor: by,
      action: 'connection-rehearsed',
      subject: connectionId,
      details: { result: isGreen ? 'green' : 'red' },
    });
  }
  if (isGreen || before?.isGreen === false) return;
  const approver = live?.content.approver;
  const told = new Set([...(await stores.configAdmins.all()), ...(approver ? [approver] : [])]);
  await stores.outbox.add(
    [...told].map((entraObjectId) =>
      noticeEffect(`rehearsal-failed:${connectionId}:${at.getTime()}`, {
        entraObjectId,
        connectionId,
        notice: { kind: 'rehearsal-failed', connectionName: connection.name },
      }),
    ),
  );
}
