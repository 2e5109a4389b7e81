import type { Resource } from '@medplum/fhirtypes';
import type { AppAddresses } from '../administration/app-addresses.ts';
import type { AppRegistration, AppRegistrations } from '../administration/app-registrations.ts';
import type { IntegrationRecord, IntegrationRecords } from '../administration/integration-records.ts';
import type { LaunchKind } from '../auth/launch-tokens.ts';
import type { TamperBoard, Tampering } from '../auth/tampering.ts';
import type { HospitalData } from '../data/model.ts';
import { FACE_NAMES, type FaceName, type PracticeFace } from '../face.ts';
import type { FaceServer } from '../face-server.ts';
import type { ClientRegistry, SmartClients } from '../smart-client.ts';
import type { Writeback, WritebackLog } from '../writeback/writeback-log.ts';
import type { Fault, FaultArea, FaultBoard } from './faults.ts';
import { type LaunchOrder, launchUrl } from './launches.ts';
import type { LoggedRequest, RequestLog } from './request-log.ts';

/** Everything a test may do to the hospital. The HTTP control API offers the same, one path for each. */
export interface HospitalControl {
  registerClients(clients: Partial<SmartClients>): void;
  /**
   * Registers an app with the practice EHR, as its technical staff do; it waits to be activated.
   *
   * @throws {AddressError}
   */
  registerApp(face: PracticeFace, addresses: AppAddresses): AppRegistration;
  /** The app keeps its client id. @throws {AddressError} */
  changeApp(face: PracticeFace, addresses: AppAddresses): void;
  removeApp(face: PracticeFace): void;
  /** The registered app need not wait any longer. */
  activate(face: PracticeFace): void;
  /** The app a practice face has registered; `null` without one. */
  app(face: PracticeFace): (AppRegistration & { readonly isActive: boolean }) | null;
  /** Fills in an integration record of the practice EHR; what is not given stays as it is. */
  setRecord(face: PracticeFace, kind: LaunchKind, change: Partial<IntegrationRecord>): void;
  record(face: PracticeFace, kind: LaunchKind): IntegrationRecord;
  /** Nothing is registered with the practice EHR any more, and nothing filled in. */
  resetPractice(): void;
  /** People, departments and visits of a face, with their keys and ids. */
  people(face: FaceName): HospitalData;
  /** @throws {LaunchError} for an unknown person or visit. */
  mintLaunch(order: LaunchOrder): { readonly url: string };
  writebacks(filter?: { readonly face?: FaceName; readonly sessionId?: string }): readonly Writeback[];
  faults(): readonly Fault[];
  setFault(fault: Fault): void;
  clearFaults(which?: { readonly face?: FaceName; readonly area?: FaultArea }): void;
  tamper(face: FaceName, tampering: Tampering): void;
  clearTampering(): void;
  requests(): readonly LoggedRequest[];
  clearRequests(): void;
  /** Puts a resource into a face's chart as a user of the EHR would, making a new version of it. */
  putResource(face: FaceName, resource: Resource & { readonly id: string }): Promise<void>;
  /** Reads a resource without a token; `null` when there is none. */
  resource(face: FaceName, reference: string): Promise<Resource | null>;
  /**
   * Back to a fresh start: data, tokens, faults, tampering, writebacks, requests, and what was done to the practice EHR.
   * The clients of the other faces stay.
   */
  reset(): Promise<void>;
}

export function createControl(deps: {
  readonly faces: Readonly<Record<FaceName, FaceServer>>;
  readonly clients: ClientRegistry;
  readonly apps: AppRegistrations;
  readonly records: IntegrationRecords;
  readonly writebacks: WritebackLog;
  readonly faults: FaultBoard;
  readonly tampering: TamperBoard;
  readonly requests: RequestLog;
}): HospitalControl {
  const { faces, clients, apps, records, writebacks, faults, tampering, requests } = deps;
  const resetPractice = (): void => {
    apps.clear();
    records.clear();
  };
  return {
    registerClients: (added) => clients.register(added),
    registerApp: (face, addresses) => apps.register(face, addresses),
    changeApp: (face, addresses) => apps.change(face, addresses),
    removeApp: (face) => apps.remove(face),
    activate: (face) => apps.activate(face),
    app: (face) => {
      const app = apps.of(face);
      return app && { ...app, isActive: apps.isActive(app) };
    },
    setRecord: (face, kind, change) => records.set(face, kind, change),
    record: (face, kind) => records.of(face, kind),
    resetPractice,
    people: (face) => faces[face].directory().data,
    mintLaunch: (order) => {
      const face = faces[order.face];
      const world = {
        directory: face.directory(),
        tokens: face.auth.launches,
        clients,
        records,
        addresses: face.addresses,
      };
      return { url: launchUrl(order, world) };
    },
    writebacks: (filter) => writebacks.list(filter),
    faults: () => faults.list(),
    setFault: (fault) => faults.set(fault),
    clearFaults: (which) => faults.clear(which),
    tamper: (face, how) => tampering.set(face, how),
    clearTampering: () => tampering.clear(),
    requests: () => requests.list(),
    clearRequests: () => requests.clear(),
    putResource: async (face, resource) => {
      await faces[face].store.handle({
        method: 'PUT',
        path: `${resource.resourceType}/${resource.id}`,
        body: resource,
      });
    },
    resource: async (face, reference) => {
      const { resource } = await faces[face].store.handle({ method: 'GET', path: reference });
      return resource;
    },
    reset: async () => {
      await Promise.all(FACE_NAMES.map((face) => faces[face].reset()));
      resetPractice();
      faults.clear();
      tampering.clear();
      writebacks.clear();
      requests.clear();
    },
  };
}
