import { isSameFhirBase } from './connection.ts';
import type { Revision, RevisionContent } from './revision.ts';

/** Where one stands with the client record in the EHR, and since when. */
type Registration = Revision['registration'];

/**
 * Where one stands as a draft begins with what `base` holds: with the same client at the same address.
 *
 * Whoever approved has signed in through this very client; so it is active, whether anybody noted that or not.
 */
export function registrationFrom({ registration, state, content, decidedAt }: Revision): Registration {
  const isProved = state === 'approved' && content.approver !== null && decidedAt !== null;
  return isProved && registration.state !== 'active' ? { state: 'active', since: decidedAt } : registration;
}

/** Where one stands after a change: that a client is active says nothing of another one, or of another EHR. */
export function registrationAfter(
  { content, registration }: Pick<Revision, 'content' | 'registration'>,
  next: RevisionContent,
  now: Date,
): Registration {
  // One may register before the address is known.
  const before = content.fhirBaseUrl === '' ? { ...content, fhirBaseUrl: next.fhirBaseUrl } : content;
  return isSameClient(before, next) || registration.state !== 'active'
    ? registration
    : { state: 'to-register', since: now };
}

type Client = Pick<RevisionContent, 'fhirBaseUrl' | 'clientId'>;

/** Whether both name one client of one EHR. */
export const isSameClient = (left: Client, right: Client): boolean =>
  left.clientId === right.clientId && isSameFhirBase(left.fhirBaseUrl, right.fhirBaseUrl);
