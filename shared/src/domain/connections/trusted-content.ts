import type { TrustedContent } from './connection.ts';

/** Of a connection, exactly what trust in it rests on. */
export const contentOf = (connection: TrustedContent): TrustedContent => ({
  fhirBaseUrl: connection.fhirBaseUrl,
  clientId: connection.clientId,
  authority: connection.authority,
  signingAlgorithm: connection.signingAlgorithm,
  sessionKeySource: connection.sessionKeySource,
  approver: connection.approver,
  organizers: connection.organizers,
  writeback: connection.writeback,
  onlyDepartments: connection.onlyDepartments,
  shares: connection.shares,
});
