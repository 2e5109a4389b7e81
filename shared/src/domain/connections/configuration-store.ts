import type { ConnectionSettings, EhrEnvironment, EhrKind, SharedFrom } from './connection.ts';
import type { ProbeReport, Rehearsal } from './probe.ts';
import type { ConfiguredConnection, Revision, RevisionContent, RevisionOrigin } from './revision.ts';

/** Connections and their revisions, as administrators work on them; within the transaction of a change. */
export interface ConfigurationStore {
  all(): Promise<readonly ConfiguredConnection[]>;
  get(connectionId: string): Promise<ConfiguredConnection | null>;
  /** As {@link get}, and holds the connection: whoever changes it waits for the end of this transaction; launches do not. */
  lock(connectionId: string): Promise<ConfiguredConnection | null>;
  /** The one that came from a share; whoever asks for the same waits for the end of this transaction. */
  ofShare(shareId: string): Promise<ConfiguredConnection | null>;
  /** Makes a connection that serves nobody yet, with a fresh key of `algorithm`. */
  add(connection: {
    readonly id: string;
    readonly name: string;
    readonly environment: EhrEnvironment;
    readonly ehr: EhrKind;
    readonly sharedFrom: SharedFrom | null;
    readonly settings: ConnectionSettings;
    readonly algorithm: RevisionContent['signingAlgorithm'];
  }): Promise<void>;
  /** Only one that was never approved. */
  remove(connectionId: string): Promise<void>;
  /** @returns false when somebody changed name or settings since `settingsVersion`. */
  saveSettings(
    connectionId: string,
    settingsVersion: number,
    change: { readonly name: string; readonly settings: ConnectionSettings },
  ): Promise<boolean>;
  setDisabled(connectionId: string, isDisabled: boolean): Promise<void>;
  /** Lets an approved revision serve. */
  serve(connectionId: string, number: number): Promise<void>;
  /** Makes sure that the connection has a key of the algorithm. */
  ensureKey(connectionId: string, algorithm: RevisionContent['signingAlgorithm']): Promise<void>;

  /** Newest first. */
  revisions(connectionId: string): Promise<readonly Revision[]>;
  revision(connectionId: string, number: number): Promise<Revision | null>;
  /** The draft or the proposed one; there is at most one. */
  open(connectionId: string): Promise<Revision | null>;
  /** Of all connections: those that serve, the open ones, and the newest. */
  current(): Promise<readonly Revision[]>;
  /** Connections of which what serves, or what is open, even a draft, names the account as approver. */
  namingAsApprover(entraObjectId: string): Promise<readonly string[]>;
  /** Connections of which the account, as their approver, rejected a proposal that is newer than what serves. */
  rejectedBy(entraObjectId: string): Promise<readonly string[]>;
  /** Proposed revisions whose time is over. */
  overdue(now: Date): Promise<readonly Revision[]>;
  begin(draft: {
    readonly connectionId: string;
    readonly content: RevisionContent;
    readonly origin: RevisionOrigin;
    readonly note: string;
    readonly by: string;
    readonly at: Date;
    /** Where sealed credentials are taken over from, if any. */
    readonly credentialsOf: { readonly connectionId: string; readonly number: number } | null;
    /** What is known already of the same client at the same address; without it, nothing is. */
    readonly takenOver?: Pick<Revision, 'registration' | 'probe'>;
  }): Promise<Revision>;
  /**
   * Changes an open revision, and counts its version up.
   *
   * @returns `null` when it is no longer at `version`: somebody else changed it meanwhile.
   */
  change(
    revision: Pick<Revision, 'connectionId' | 'number' | 'version'>,
    change: Partial<
      Pick<
        Revision,
        | 'state'
        | 'content'
        | 'note'
        | 'registration'
        | 'probe'
        | 'changedBy'
        | 'changedAt'
        | 'proposedBy'
        | 'proposedAt'
        | 'expiresAt'
        | 'decidedBy'
        | 'decidedAt'
        | 'reason'
      >
    >,
  ): Promise<Revision | null>;
  /** Deletes a draft for good. */
  discard(connectionId: string, number: number): Promise<void>;
  /** Seals user and password into the draft, or removes them. */
  setCredentials(
    revision: Pick<Revision, 'connectionId' | 'number'>,
    credentials: { readonly user: string; readonly password: string } | null,
  ): Promise<void>;
  /** Keeps a report of a draft's own address, and the authority it found as the draft's; its version stays. */
  saveProbe(connectionId: string, number: number, report: ProbeReport): Promise<Revision>;

  addRehearsal(rehearsal: Rehearsal): Promise<void>;
  /** Newest first, at most `limit`. */
  rehearsals(connectionId: string, limit: number): Promise<readonly Rehearsal[]>;
  /** The newest of each connection. */
  lastRehearsals(): Promise<readonly Rehearsal[]>;
}
