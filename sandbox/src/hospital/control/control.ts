import type { Resource } from '@medplum/fhirtypes';
import type { TamperBoard, Tampering } from '../auth/tampering.ts';
import type { HospitalData } from '../data/model.ts';
import { FACE_NAMES, type FaceName } from '../face.ts';
import type { FaceServer } from '../face-server.ts';
import type { ClientRegistry, SmartClients } from '../smart-client.ts';
import type { Writeback, WritebackLog } from '../writeback/writeback-log.ts';
import type { Fault, FaultArea, FaultBoard } from './faults.ts';
import { type LaunchOrder, launchUrl } from './launches.ts';
import type { LoggedRequest, RequestLog } from './request-log.ts';

/** Everything a test may do to the hospital. The HTTP control API offers the same, one path for each. */
export interface HospitalControl {
  registerClients(clients: Partial<SmartClients>): void;
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
  /** Back to a fresh start: data, tokens, faults, tampering, writebacks and requests. Registered clients stay. */
  reset(): Promise<void>;
}

export function createControl(deps: {
  readonly faces: Readonly<Record<FaceName, FaceServer>>;
  readonly clients: ClientRegistry;
  readonly writebacks: WritebackLog;
  readonly faults: FaultBoard;
  readonly tampering: TamperBoard;
  readonly requests: RequestLog;
}): HospitalControl {
  const { faces, clients, writebacks, faults, tampering, requests } = deps;
  return {
    registerClients: (added) => clients.register(added),
    people: (face) => faces[face].directory().data,
    mintLaunch: (order) => {
      const face = faces[order.face];
      const world = {
        directory: face.directory(),
        tokens: face.auth.launches,
        clients,
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
      faults.clear();
      tampering.clear();
      writebacks.clear();
      requests.clear();
    },
  };
}
