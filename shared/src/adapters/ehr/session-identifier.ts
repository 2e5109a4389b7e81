import type { Identified } from './chart-resources.ts';

/**
 * Systems under which Epic lists contact serial numbers (CSN): the organisation's own OID and this ending. Other
 * numbers of the same resource, such as a group's conference id, may be equal to the CSN of somebody else's visit.
 */
const CSN_SYSTEM = /^urn:oid:1\.2\.840\.114350\.1\.13(\.\d+)+\.7\.3\.698084\.8$/;

/** Whether the EHR itself gives a resource this CSN. */
export function carriesCsn(resource: Identified, csn: string): boolean {
  return resource.identifier.some(({ system = '', value }) => value === csn && CSN_SYSTEM.test(system));
}

/** Whether a `sessionId` of a launch URL can be a CSN at all; anything else is not even asked for. */
export function isPossibleCsn(sessionId: string): boolean {
  return /^[A-Za-z0-9.-]{1,64}$/.test(sessionId);
}
