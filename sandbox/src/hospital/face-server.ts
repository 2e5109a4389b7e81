import type { AuditEvent } from '@medplum/fhirtypes';
import { Router } from 'express';
import { type AuthorizationServer, createAuthorizationServer } from './auth/authorization-server.ts';
import { signInPages } from './auth/sign-in-pages.ts';
import { changed, type TamperBoard } from './auth/tampering.ts';
import { createDirectory, type Directory } from './data/directory.ts';
import type { HospitalData } from './data/model.ts';
import { resourcesOf } from './data/resources.ts';
import { type FaceAddresses, type FaceName, facePaths } from './face.ts';
import { capabilityStatement, smartConfiguration } from './fhir/discovery.ts';
import { fhirFace } from './fhir/fhir-face.ts';
import { createFhirStore, type FhirStore } from './fhir/store.ts';
import { errorPage } from './pages/error-page.ts';
import type { ClientRegistry } from './smart-client.ts';
import { presenceIn } from './writeback/audit-event.ts';
import type { WritebackLog } from './writeback/writeback-log.ts';

/** One face of the hospital: its authorisation server, its FHIR server and its people. */
export interface FaceServer {
  readonly face: FaceName;
  readonly addresses: FaceAddresses;
  readonly auth: AuthorizationServer;
  readonly store: FhirStore;
  readonly router: Router;
  directory(): Directory;
  /** Back to the state of a fresh start, with visits relative to the time it is now. */
  reset(): Promise<void>;
}

export async function createFaceServer(deps: {
  readonly face: FaceName;
  readonly addresses: FaceAddresses;
  readonly makeData: () => HospitalData;
  readonly clients: ClientRegistry;
  readonly tampering: TamperBoard;
  readonly writebacks: WritebackLog;
  readonly now: () => Date;
}): Promise<FaceServer> {
  const { face, addresses, clients, tampering, now } = deps;
  let directory = createDirectory(deps.makeData());
  const store = await createFhirStore(resourcesOf(directory.data));
  const auth = await createAuthorizationServer({
    face,
    addresses,
    directory: () => directory,
    clients,
    tampering,
    now,
    errorPage,
  });
  const paths = facePaths(face);

  const router = Router();
  router.get(`${paths.fhir}/.well-known/smart-configuration`, (_request, response) => {
    response.json(changed(smartConfiguration(face, addresses), tampering.of(face).smartConfiguration));
  });
  router.get(`${paths.fhir}/metadata`, (_request, response) => {
    response.type('application/fhir+json').send(JSON.stringify(capabilityStatement(face, addresses, now())));
  });
  router.use(
    paths.fhir,
    fhirFace({
      face,
      addresses,
      store,
      accessOf: auth.accessOf,
      onCreated: (resource, isNew) => {
        const told =
          resource.resourceType === 'AuditEvent' ? presenceIn(resource as AuditEvent, directory) : null;
        if (told) deps.writebacks.add(told, isNew);
      },
    }),
  );
  router.use(paths.signIn, signInPages({ provider: auth.provider, directory: () => directory }));
  router.use(paths.issuer, auth.handler);

  return {
    face,
    addresses,
    auth,
    store,
    router,
    directory: () => directory,
    reset: async () => {
      directory = createDirectory(deps.makeData());
      await store.reset(resourcesOf(directory.data));
      auth.clear();
    },
  };
}
