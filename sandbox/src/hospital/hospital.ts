import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createTamperBoard } from './auth/tampering.ts';
import { createControl, type HospitalControl } from './control/control.ts';
import { controlApi } from './control/control-api.ts';
import { faultGate } from './control/fault-gate.ts';
import { createFaultBoard } from './control/faults.ts';
import { createRequestLog } from './control/request-log.ts';
import { buildHospital } from './data/builder.ts';
import { EPIC_ROWS } from './data/epic-rows.ts';
import { PLAIN_ROWS } from './data/plain-rows.ts';
import { statusService } from './epic/status-service.ts';
import { type FaceAddresses, type FaceName, faceAddresses, STATUS_SERVICE_PATH } from './face.ts';
import { createFaceServer } from './face-server.ts';
import { loadFhirDefinitions } from './fhir/definitions.ts';
import { pageErrors } from './pages/page-errors.ts';
import { hospitalPages } from './pages/pages.ts';
import { createClientRegistry, type SmartClients } from './smart-client.ts';
import { createWritebackLog } from './writeback/writeback-log.ts';

export interface HospitalOptions {
  readonly host: 'localhost';
  /** 0 for any free port. */
  readonly port: number;
  /** The time visits are planned around and writebacks are stamped with; OAuth lifetimes follow the real clock. */
  readonly now?: () => Date;
  /** The connector as each face has it registered; may be given later with `registerClients`. */
  readonly clients?: Partial<SmartClients>;
  readonly log?: (line: string) => void;
  /** Planted in every name, MRN, phone number and address of patients and proxies. */
  readonly canary?: string;
}

/** A running pretend hospital. */
export interface Hospital {
  /** `http://localhost:<port>`, without a trailing slash. */
  readonly url: string;
  readonly faces: Readonly<Record<FaceName, FaceAddresses>>;
  readonly control: HospitalControl;
  registerClients(clients: Partial<SmartClients>): void;
  /** Stops listening and cuts what is open. Safe to call twice. */
  close(): Promise<void>;
}

/** Starts the sandbox hospital: two EHRs, their pages and the switches that make them misbehave. */
export async function startHospital(options: HospitalOptions): Promise<Hospital> {
  const now = options.now ?? (() => new Date());
  const log = options.log ?? (() => undefined);
  loadFhirDefinitions();

  const app = express();
  app.disable('x-powered-by').disable('etag');
  const server = createServer(app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: options.host, port: options.port }, resolve);
  });
  const url = `http://${options.host}:${(server.address() as AddressInfo).port}`;

  const clients = createClientRegistry(options.clients);
  const writebacks = createWritebackLog(now);
  const faults = createFaultBoard();
  const tampering = createTamperBoard();
  const requests = createRequestLog(now, log);
  const canary = options.canary ?? null;

  const startFace = (face: FaceName) =>
    createFaceServer({
      face,
      addresses: faceAddresses(url, face),
      makeData: () => buildHospital(face === 'epic' ? EPIC_ROWS : PLAIN_ROWS, now(), canary),
      clients,
      tampering,
      writebacks,
      now,
    });
  const [epic, plain] = await Promise.all([startFace('epic'), startFace('plain')]);
  const faces = { epic, plain };
  const control = createControl({ faces, clients, writebacks, faults, tampering, requests });

  app.use(requests.record);
  app.use(faultGate(faults));
  app.use('/control', controlApi(control));
  app.use(
    STATUS_SERVICE_PATH,
    statusService({ directory: epic.directory, clients, accessOf: epic.auth.accessOf, writebacks }),
  );
  app.use(epic.router, plain.router);
  app.use(hospitalPages({ faces, control, writebacks, now }));
  app.use(pageErrors(log));

  return {
    url,
    faces: { epic: epic.addresses, plain: plain.addresses },
    control,
    registerClients: control.registerClients,
    close: async () => {
      if (!server.listening) return;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
