import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createAppRegistrations } from './administration/app-registrations.ts';
import { createIntegrationRecords } from './administration/integration-records.ts';
import { createTamperBoard } from './auth/tampering.ts';
import { createControl, type HospitalControl } from './control/control.ts';
import { controlApi } from './control/control-api.ts';
import { faultGate } from './control/fault-gate.ts';
import { createFaultBoard } from './control/faults.ts';
import { createRequestLog } from './control/request-log.ts';
import { buildHospital } from './data/builder.ts';
import { rowsOf } from './data/rows.ts';
import { statusService } from './epic/status-service.ts';
import { FACE_NAMES, type FaceAddresses, type FaceName, faceAddresses, facePaths } from './face.ts';
import { createFaceServer, type FaceServer } from './face-server.ts';
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
  /** How long the practice EHR takes to activate an app that was registered there; 20 seconds unless told. */
  readonly activationDelayMs?: number;
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

const ACTIVATION_DELAY_MS = 20_000;

/** Starts the sandbox hospital: its EHRs, their pages and the switches that make them misbehave. */
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

  const { activationDelayMs = ACTIVATION_DELAY_MS } = options;
  const apps = createAppRegistrations({ now, activationDelayMs });
  const records = createIntegrationRecords();
  const clients = createClientRegistry(apps, options.clients);
  const writebacks = createWritebackLog(now);
  const faults = createFaultBoard();
  const tampering = createTamperBoard();
  const requests = createRequestLog(now, log);
  const canary = options.canary ?? null;

  const startFace = (face: FaceName) =>
    createFaceServer({
      face,
      addresses: faceAddresses(url, face),
      makeData: () => buildHospital(rowsOf(face), now(), canary),
      clients,
      tampering,
      writebacks,
      now,
    });
  const started = await Promise.all(FACE_NAMES.map(startFace));
  const ofEach = <T>(make: (face: FaceServer) => T): Readonly<Record<FaceName, T>> =>
    // One entry for each of FACE_NAMES, which are all there are.
    Object.fromEntries(started.map((face) => [face.face, make(face)])) as Record<FaceName, T>;
  const faces = ofEach((face) => face);
  const control = createControl({ faces, clients, apps, records, writebacks, faults, tampering, requests });

  app.use(requests.record);
  app.use(faultGate(faults));
  app.use('/control', controlApi(control));
  for (const { face, directory, auth, router } of started) {
    const { statusService: path } = facePaths(face);
    if (path !== null)
      app.use(path, statusService({ face, directory, clients, accessOf: auth.accessOf, writebacks }));
    app.use(router);
  }
  app.use(hospitalPages({ faces, control, writebacks, now }));
  app.use(pageErrors(log));

  return {
    url,
    faces: ofEach(({ addresses }) => addresses),
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
