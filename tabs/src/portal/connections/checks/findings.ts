import type { CheckResult } from '@ehr-connector/shared/contract/checks.ts';

/**
 * Every finding of a probe or a rehearsal, by check, as the service's own list has them; a test holds both lists
 * against each other.
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
} as const satisfies Record<CheckResult['check'], readonly string[]>;

export type Check = keyof typeof FINDINGS;
export type Finding = (typeof FINDINGS)[Check][number];

/** In the order in which they are looked at. */
export const CHECKS = Object.keys(FINDINGS) as readonly Check[];
