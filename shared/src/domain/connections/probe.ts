import type { EhrAuthority, EhrEnvironment, TrustedContent, WritebackSettings } from './connection.ts';

/** What a probe or a rehearsal looks at, in this order. */
export const CHECKS = [
  'address',
  'reachable',
  'certificate',
  'fhir-version',
  'smart-configuration',
  'client-authentication',
  'launch-capabilities',
  'ehr-keys',
  'clock',
  'writeback',
  'client',
  'organizer-licences',
  'clinician-licences',
  'meeting-policy',
] as const;
export type Check = (typeof CHECKS)[number];

/**
 * Everything a check can find; what it means and what to do is told by the pages, in the reader's language.
 * Public vocabulary: findings are added, never renamed.
 */
export const FINDINGS = {
  address: [
    'address-fine',
    'address-malformed',
    'address-not-https',
    'address-has-credentials',
    'address-has-query',
    'address-private',
    'address-unknown-host',
    'address-duplicate',
    'address-looks-like-testing',
    'address-looks-like-production',
  ],
  reachable: [
    'reachable',
    'unreachable',
    'no-answer-in-time',
    'redirects-elsewhere',
    'answers-with-error',
    'answer-too-large',
    'answer-not-fhir',
  ],
  certificate: [
    'certificate-valid',
    'certificate-expires-soon',
    'certificate-expired',
    'certificate-untrusted',
    'certificate-of-another-host',
    'certificate-not-used',
  ],
  'fhir-version': ['fhir-r4', 'fhir-dstu2', 'fhir-other-version', 'fhir-version-unknown', 'ehr-is-epic'],
  'smart-configuration': [
    'smart-fine',
    'smart-missing',
    'smart-malformed',
    'smart-without-s256',
    'smart-allows-plain',
    'smart-endpoint-insecure',
    'smart-endpoint-elsewhere',
    'smart-without-issuer',
    'smart-authority-changed',
  ],
  'client-authentication': [
    'client-authentication-fine',
    'client-authentication-unsupported',
    'client-authentication-unstated',
    'signing-algorithm-unsupported',
  ],
  'launch-capabilities': ['launch-capabilities-fine', 'launch-capabilities-missing'],
  'ehr-keys': ['ehr-keys-fine', 'ehr-keys-unreachable', 'ehr-keys-missing'],
  clock: ['clock-fine', 'clock-differs', 'clock-unknown'],
  writeback: [
    'writeback-not-wanted',
    'writeback-fine',
    'writeback-interactions-missing',
    'writeback-not-verifiable',
    'writeback-elsewhere',
    'writeback-address-not-given',
  ],
  client: [
    'client-active',
    'client-not-given',
    'client-unknown',
    'client-without-backend',
    'client-unchecked',
  ],
  'organizer-licences': [
    'organizers-licensed',
    'organizers-unlicensed',
    'organizers-unknown',
    'organizers-none',
  ],
  'clinician-licences': ['clinicians-licensed', 'clinicians-unlicensed', 'clinicians-none-linked'],
  'meeting-policy': [
    'meeting-made-and-deleted',
    'meeting-not-deleted',
    'meeting-policy-missing',
    'meeting-refused',
  ],
} as const satisfies Record<Check, readonly string[]>;
export type Finding = (typeof FINDINGS)[Check][number];

export interface CheckResult {
  readonly check: Check;
  /**
   * `failed` forbids proposing; `skipped` when an earlier check failed, Microsoft or the EHR gave no answer to it, or
   * what it would look at has not been chosen yet.
   */
  readonly outcome: 'fine' | 'warning' | 'failed' | 'skipped';
  /** `null` when skipped, unless it says what has not been chosen. */
  readonly finding: Finding | null;
  /** Values to be shown in the sentence: hosts, names of capabilities, seconds, dates; nothing secret. */
  readonly details: Readonly<Record<string, string>>;
}

/** The members of a connection's content that a probe looks at; it is given no others. */
export const PROBED_PARTS = [
  'fhirBaseUrl',
  'clientId',
  'signingAlgorithm',
  'writeback',
  'organizers',
] as const satisfies readonly (keyof TrustedContent)[];
export type ProbedContent = Pick<TrustedContent, (typeof PROBED_PARTS)[number]>;

export interface ProbeReport {
  readonly at: Date;
  readonly fhirBaseUrl: string;
  /** What was looked at; a report of which that is not known, `null`, is of nothing that could be proposed. */
  readonly probed: ProbedContent | null;
  readonly results: readonly CheckResult[];
  /** As found, when the SMART configuration is sound. */
  readonly authority: EhrAuthority | null;
}

/** What is asked of the EHR before anybody trusts it. */
export interface ProbeSubject {
  readonly fhirBaseUrl: string;
  readonly environment: EhrEnvironment;
  readonly ehr: 'epic' | 'oracle-health' | 'fhir-r4';
  readonly clientId: string;
  readonly signingAlgorithm: 'ES384' | 'RS384';
  readonly writeback: WritebackSettings;
  /** Sent to Epic with every request for metadata. */
  readonly connectionId: string;
  readonly organizationId: string;
  /** FHIR bases of the organisation's other connections, by environment. */
  readonly others: readonly {
    readonly name: string;
    readonly fhirBaseUrl: string;
    readonly environment: EhrEnvironment;
  }[];
  /** What is pinned already, when an approved connection is rehearsed. */
  readonly pinned: EhrAuthority | null;
}

/** Looks at an EHR from outside, as far as nobody has to trust it yet. */
export interface EhrProbe {
  /**
   * Runs the checks `address` to `client`, each told as soon as it is known, within 30 seconds altogether.
   *
   * Calls only the address given and the hosts that its SMART configuration names on the same registrable host, and
   * never into the hosting network. Never throws for what the other side does.
   */
  run(
    subject: ProbeSubject,
    onResult: (result: CheckResult) => void,
    signal: AbortSignal,
  ): Promise<{ readonly results: readonly CheckResult[]; readonly authority: EhrAuthority | null }>;
}

/** Looking up the licences of more people than this would take longer than anybody waits. */
export const MOST_CLINICIANS = 50;

/** Whether Microsoft 365 lets us do our work for these people. */
export interface MicrosoftReadiness {
  /** The checks `organizer-licences`, `clinician-licences` and `meeting-policy`; makes a meeting and deletes it. */
  run(
    subject: {
      readonly tenantId: string;
      readonly organizers: readonly string[];
      /** Entra object ids; at most {@link MOST_CLINICIANS} are looked at. */
      readonly clinicians: readonly string[];
    },
    onResult: (result: CheckResult) => void,
    signal: AbortSignal,
  ): Promise<readonly CheckResult[]>;
}

/** A synthetic run through everything a visit needs, without a patient. */
export interface Rehearsal {
  readonly connectionId: string;
  readonly at: Date;
  /** `entra:<object id>`, or `service` for the nightly one. */
  readonly by: string;
  readonly isGreen: boolean;
  readonly results: readonly CheckResult[];
}
