import type {
  AllowedAction,
  ConnectionDetail,
  ConnectionKey,
  ConnectionSummary,
  ConnectionShare as ShareView,
} from '@ehr-connector/shared/contract/configuration.ts';
import type { Person } from '@ehr-connector/shared/contract/people.ts';
import {
  integrationRecords,
  registrationAddresses,
} from '@ehr-connector/shared/domain/connections/integration-records.ts';
import type { Revision } from '@ehr-connector/shared/domain/connections/revision.ts';
import type { ConnectionShare } from '@ehr-connector/shared/domain/connections/share.ts';
import { accountOf } from '@ehr-connector/shared/domain/staff/actor.ts';
import { toRehearsalView } from '../checks/check-view.ts';
import { accountsOf, isoOrNull, toRevisionView } from '../revisions/revision-view.ts';
import type { ReadConnection, ReadDetail, ReadSummary } from './connection-reading.ts';
import { accountsOfSettings, toSettingsView } from './settings-view.ts';

type Known = ReadonlyMap<string, Person>;

/** Whose approval counts now: of what is under way, else of what serves. */
export const approverOf = ({ open, live }: ReadConnection): string | null =>
  (open ?? live)?.content.approver ?? null;

export function toSummary(read: ReadSummary, known: Known, me: string): ConnectionSummary {
  const { connection, live, open, lastRehearsal } = read;
  const approver = approverOf(read);
  return {
    id: connection.id,
    name: connection.name,
    environment: connection.environment,
    ehr: connection.ehr,
    state: connection.state,
    fhirBaseUrl: (live ?? open)?.content.fhirBaseUrl ?? '',
    approver: approver === null ? null : (known.get(approver) ?? null),
    liveRevision: connection.liveRevision,
    open: open && { number: open.number, state: open.state, expiresAt: isoOrNull(open.expiresAt) },
    registration: (open ?? live)?.registration.state ?? null,
    lastRehearsal: lastRehearsal && { at: lastRehearsal.at.toISOString(), isGreen: lastRehearsal.isGreen },
    isShared: connection.sharedFrom !== null,
    awaitsMe: open?.state === 'proposed' && open.content.approver === me,
    isRejected: read.isRejected,
  };
}

/** @param about what is known of it besides what is stored with it. */
export function toDetail(
  read: ReadDetail,
  about: {
    readonly publicUrl: string;
    readonly sharedFrom: string | null;
    readonly keys: readonly ConnectionKey[];
    readonly known: Known;
    readonly allowed: readonly AllowedAction[];
  },
): ConnectionDetail {
  const { connection, live, open, lastRehearsal } = read;
  const view = (revision: Revision) =>
    toRevisionView(revision, {
      isLive: revision.number === connection.liveRevision,
      missing: revision.number === open?.number ? read.missing : [],
      ehrSignIn: revision.number === open?.number ? read.ehrSignIn : null,
    });
  const addresses = registrationAddresses(connection.id, about.publicUrl);
  const recorded = live && { ...live.content, id: connection.id, ehr: connection.ehr };
  return {
    id: connection.id,
    name: connection.name,
    environment: connection.environment,
    ehr: connection.ehr,
    state: connection.state,
    sharedFrom: about.sharedFrom,
    settings: toSettingsView(connection.settings),
    settingsVersion: connection.settingsVersion,
    live: live && view(live),
    open: open && view(open),
    history: read.history.map(view),
    shares: read.shares.map(toShareView),
    keys: [...about.keys],
    registration: { ...addresses, launchUrls: [...addresses.launchUrls] },
    records: recorded === null ? [] : [...integrationRecords(recorded, about.publicUrl)],
    lastRehearsal: lastRehearsal && toRehearsalView(lastRehearsal),
    people: Object.fromEntries(about.known),
    allowed: [...about.allowed],
  };
}

/** Everybody whom the page of a connection names. */
export function accountsOfDetail({ connection, history, lastRehearsal }: ReadDetail): readonly string[] {
  const rehearsedBy = lastRehearsal && accountOf(lastRehearsal.by);
  return [
    ...history.flatMap(accountsOf),
    ...accountsOfSettings(connection.settings),
    ...(rehearsedBy === null ? [] : [rehearsedBy]),
  ];
}

const toShareView = (share: ConnectionShare): ShareView => ({
  id: share.id,
  tenantId: share.tenantId,
  departments: [...share.departments],
  state: share.state,
  invitedAt: share.invitedAt.toISOString(),
  acceptedAt: isoOrNull(share.acceptedAt),
});
