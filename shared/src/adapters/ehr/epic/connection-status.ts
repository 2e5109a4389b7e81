import type { WritebackSettings } from '../../../domain/connections/connection.ts';
import type { Fact, FactContext } from '../../../domain/writeback/fact.ts';

export type EpicWriteback = Extract<WritebackSettings, { kind: 'epic' }>;

/**
 * One call of Epic's SetExternalConnectionStatus.
 *
 * Epic's own description of the service is not public. What is: its path, the names of its five parameters, and that
 * they stand in the query. All the rest here is our assumption, and this is the one place to change it:
 *
 * - `ConferenceID` is the visit's session key: the CSN, or a group's conference id.
 * - `ExternalID` is the id in the EHR user's FHIR reference: of the Practitioner, or of the Patient or RelatedPerson.
 *   Epic may want its own EMP and WPR ids instead; `ExternalIDType` says which kind it is.
 * - The status is absolute: setting it twice is setting it once. It carries no time, so none is sent.
 */
export function connectionStatusUrl(writeback: EpicWriteback, fact: Fact, context: FactContext): URL {
  const isClinician = fact.side === 'clinician';
  const isConnected = fact.transition === 'connected';
  const parameters = {
    ConferenceID: context.sessionKey,
    ExternalID: context.userReference.slice(context.userReference.lastIndexOf('/') + 1),
    ExternalIDType: isClinician ? writeback.clinicianIdType : writeback.patientIdType,
    VendorName: writeback.vendorName,
    ConnectionStatus: isConnected ? writeback.connectedStatus : writeback.disconnectedStatus,
  };
  const url = new URL(writeback.url);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url;
}
