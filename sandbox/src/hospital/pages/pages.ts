import { join } from 'node:path';
import express, { Router } from 'express';
import { isBuilt } from '../administration/integration-records.ts';
import type { LaunchKind } from '../auth/launch-tokens.ts';
import type { HospitalControl } from '../control/control.ts';
import { type FaceName, isFaceName, isPracticeFace } from '../face.ts';
import type { FaceServer } from '../face-server.ts';
import type { WritebackLog } from '../writeback/writeback-log.ts';
import { administrationPages } from './administration/administration-pages.ts';
import { errorPage } from './error-page.ts';
import { landingPage } from './landing-page.ts';
import { liveEvents } from './live-events.ts';
import { portalChooser, portalPage } from './portal-page.ts';
import { schedulePage } from './schedule-page.ts';
import { switchForms } from './switch-forms.ts';

/** The pages people see: the EHR's schedule, the patient portal and the switches. */
export function hospitalPages(deps: {
  readonly faces: Readonly<Record<FaceName, FaceServer>>;
  readonly control: HospitalControl;
  readonly writebacks: WritebackLog;
  readonly now: () => Date;
}): Router {
  const { faces, control, writebacks, now } = deps;
  const router = Router();
  const built =
    (face: FaceName) =>
    (kind: LaunchKind): boolean =>
      !isPracticeFace(face) || isBuilt(control.record(face, kind));
  const faceOf = (value: unknown): FaceServer => faces[isFaceName(value) ? value : 'epic'];

  router.use('/assets', express.static(join(import.meta.dirname, 'assets'), { index: false }));
  router.get('/events', liveEvents(writebacks));
  router.use('/control', switchForms(control));
  router.use('/administration', administrationPages({ faces, control, now }));

  router.get('/', (_request, response) => {
    const hospitals = Object.values(faces).map((face) => ({
      data: face.directory().data,
      addresses: face.addresses,
    }));
    response.type('html').send(landingPage(hospitals));
  });

  router.get('/schedule', (request, response) => {
    const { face, directory } = faceOf(request.query.face);
    const people = directory();
    const [first] = people.withVisits;
    const clinician = people.clinician(String(request.query.as)) ?? first;
    if (!clinician)
      return void response.status(404).type('html').send(errorPage('not-found', 'Nobody works here.'));
    const told = (sessionId: string) => writebacks.list({ face, sessionId });
    response
      .type('html')
      .send(schedulePage({ directory: people, clinician, told, built: built(face), now: now() }));
  });

  router.get('/portal', (request, response) => {
    const { face, directory: people } = faceOf(request.query.face);
    const directory = people();
    const user = directory.portalUser(String(request.query.as));
    response
      .type('html')
      .send(
        user ? portalPage({ directory, user, built: built(face), now: now() }) : portalChooser(directory),
      );
  });

  const launches = (path: string, kind: LaunchKind): void => {
    router.get(`${path}/:face/:as/:visit`, (request, response) => {
      const { face, as, visit } = request.params;
      const { url } = control.mintLaunch({ face: faceOf(face).face, kind, as, visit });
      response.set('Cache-Control', 'no-store').redirect(303, url);
    });
  };
  launches('/schedule/launch', 'provider');
  launches('/portal/launch', 'patient');
  launches('/portal/device-test', 'device-test');

  return router;
}
