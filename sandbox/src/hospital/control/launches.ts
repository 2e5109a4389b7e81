import { type IntegrationRecords, isBuilt, launchRecord } from '../administration/integration-records.ts';
import { contextTokenOf, recordLaunchUrl } from '../administration/record-launch.ts';
import type { LaunchContext, LaunchKind, LaunchTokens } from '../auth/launch-tokens.ts';
import type { Directory } from '../data/directory.ts';
import type { Visit } from '../data/model.ts';
import { type FaceAddresses, type FaceName, faceKind, isPracticeFace } from '../face.ts';
import type { ClientRegistry } from '../smart-client.ts';

/** Asks the hospital to begin a launch, as pressing the button in its pages does. */
export interface LaunchOrder {
  readonly face: FaceName;
  readonly kind: LaunchKind;
  /** A clinician (provider) or a portal user (patient, device test), by key. */
  readonly as: string;
  /** Key, CSN, conference id or appointment id. */
  readonly visit: string;
  readonly overrides?: LaunchOverrides;
}

/** Departures from what an honest EHR would send; `null` leaves the part out. */
export interface LaunchOverrides {
  readonly iss?: string | null;
  readonly launch?: string | null;
  readonly sessionId?: string | null;
  readonly departmentId?: string | null;
  /** Sends the launch to another of the connector's launch URLs than its own kind. */
  readonly path?: LaunchKind;
  readonly launchBase?: string;
  readonly context?: Partial<LaunchContext>;
  /** How long the launch token is good for; 0 makes one that has expired already. */
  readonly lifetimeMs?: number;
}

/** A launch that cannot be made: an unknown person or visit, or no connector registered yet. */
export class LaunchError extends Error {
  override readonly name = 'LaunchError';
}

const NOT_BUILT =
  'This visit type is not built yet: its integration record is empty. Fill it in under EHR administration.';

/**
 * Mints a launch token and returns the URL an EHR would open.
 *
 * Epic sends the integration record's context tokens along: `sessionId` is the CSN, or the conference id of a group
 * visit, and `departmentId` the department. The plain face sends only `iss` and `launch`. The practice faces send what
 * stands in their integration records, whatever that is.
 *
 * @throws {LaunchError}
 */
export function launchUrl(
  order: LaunchOrder,
  world: {
    readonly directory: Directory;
    readonly tokens: LaunchTokens;
    readonly clients: ClientRegistry;
    readonly records: IntegrationRecords;
    readonly addresses: FaceAddresses;
  },
): string {
  const { face, kind, overrides = {} } = order;
  const visit = world.directory.visit(order.visit);
  if (!visit) throw new LaunchError(`There is no visit "${order.visit}".`);
  const mint = (context: LaunchContext): string | null =>
    overrides.launch === undefined
      ? world.tokens.mint({ ...context, ...overrides.context }, overrides.lifetimeMs)
      : overrides.launch;
  const context = contextOf(order, visit, world.directory);

  if (isPracticeFace(face)) {
    const record = launchRecord(world.records, face, kind);
    if (!isBuilt(record)) throw new LaunchError(NOT_BUILT);
    const told = contextTokenOf(record, visit);
    const launch = mint({
      ...context,
      clientId: record.clientId,
      // A record's tokens come in the token response too, and others do not.
      conferenceId: told.includes('%CONFERENCEID%') ? context.conferenceId : null,
    });
    const { iss = world.addresses.fhirBaseUrl } = overrides;
    return recordLaunchUrl(record, { visit, iss, launch });
  }

  const launchBase = overrides.launchBase ?? world.clients.of(face)?.launchBase;
  if (launchBase === undefined) throw new LaunchError('No connector is registered with this hospital yet.');
  const launch = mint(context);

  const url = new URL(`${launchBase}/${overrides.path ?? kind}`);
  const add = (name: string, honest: string | null, override: string | null | undefined): void => {
    const value = override === undefined ? honest : override;
    if (value !== null) url.searchParams.set(name, value);
  };
  add('iss', world.addresses.fhirBaseUrl, overrides.iss);
  add('launch', launch, undefined);
  add('sessionId', faceKind(face) === 'epic' ? (visit.conferenceId ?? visit.csn) : null, overrides.sessionId);
  add('departmentId', faceKind(face) === 'epic' ? visit.departmentId : null, overrides.departmentId);
  return url.href;
}

function contextOf(order: LaunchOrder, visit: Visit, directory: Directory): LaunchContext {
  if (order.kind !== 'provider') return portalContext(order, visit, directory);
  const clinician = directory.clinician(order.as);
  if (!clinician) throw new LaunchError(`There is no clinician "${order.as}".`);
  const isGroup = visit.conferenceId !== null;
  const patient = visit.patientKey === null ? null : directory.patient(visit.patientKey);
  // A clinician opens a group visit as a whole, so it stands for no one patient or appointment.
  return {
    kind: 'provider',
    fhirUser: `Practitioner/${clinician.id}`,
    patient: isGroup ? null : (patient?.id ?? null),
    encounter: isGroup ? null : visit.encounterId,
    appointment: isGroup ? null : visit.appointmentId,
    conferenceId: visit.conferenceId,
    departmentId: visit.departmentId,
    clientId: null,
  };
}

function portalContext(order: LaunchOrder, visit: Visit, directory: Directory): LaunchContext {
  const user = directory.portalUser(order.as);
  if (!user) throw new LaunchError(`There is no portal user "${order.as}".`);
  // Of a group visit, each patient launches their own appointment.
  const group = visit.conferenceId === null ? [visit] : directory.visitsOf(visit.conferenceId);
  for (const one of group) {
    const acting = user.actsFor.find(({ patient }) => patient.key === one.patientKey);
    if (acting) {
      return {
        kind: order.kind,
        fhirUser: acting.fhirUser,
        patient: acting.patient.id,
        encounter: one.encounterId,
        appointment: one.appointmentId,
        conferenceId: one.conferenceId,
        departmentId: one.departmentId,
        clientId: null,
      };
    }
  }
  throw new LaunchError(`"${order.as}" may not act for the patient of "${order.visit}".`);
}
