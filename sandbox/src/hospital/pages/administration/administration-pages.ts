import express, { type Request, Router } from 'express';
import { AddressError } from '../../administration/app-registrations.ts';
import { appAddressesOf, recordChangeOf } from '../../administration/form-values.ts';
import { isBuilt, RECORD_KINDS } from '../../administration/integration-records.ts';
import type { LaunchKind } from '../../auth/launch-tokens.ts';
import type { HospitalControl } from '../../control/control.ts';
import { isPracticeFace, type PracticeFace } from '../../face.ts';
import type { FaceServer } from '../../face-server.ts';
import { errorPage } from '../error-page.ts';
import { addressesOf, appPage } from './app-page.ts';
import { administrationPath } from './frame.ts';
import { overviewPage } from './overview-page.ts';
import { recordsPage } from './records-page.ts';

type OfFace = Request<{ face: string; kind?: string }>;

/** The administration of the practice EHR, to be mounted at `/administration`. */
export function administrationPages(deps: {
  readonly faces: Readonly<Record<PracticeFace, FaceServer>>;
  readonly control: HospitalControl;
  readonly now: () => Date;
}): Router {
  const { faces, control, now } = deps;
  const router = Router();
  router.use(express.urlencoded({ extended: false }));
  router.get('/', (_request, response) => response.redirect(administrationPath('practice', 'overview')));
  router.use('/:face', (request, response, next) => {
    if (isPracticeFace(request.params.face)) return next();
    response.status(404).type('html').send(errorPage('not-found', 'This hospital is not administered here.'));
  });

  router.get('/:face', (request: OfFace, response) => {
    const { face, directory, addresses } = faceOf(request);
    const recordsFilledIn = RECORD_KINDS.filter((kind) => isBuilt(control.record(face, kind))).length;
    const view = { face, data: directory().data, addresses, app: control.app(face), recordsFilledIn };
    response.type('html').send(overviewPage(view));
  });

  router.get('/:face/app', (request: OfFace, response) => {
    const { face, directory } = faceOf(request);
    const app = control.app(face);
    const view = { face, data: directory().data, app, values: addressesOf(app), problems: {}, now: now() };
    response.type('html').send(appPage(view));
  });
  router.post('/:face/app', (request: OfFace, response) => {
    const { face, directory } = faceOf(request);
    const values = appAddressesOf(request.body);
    const { environment } = request.body as { environment?: unknown };
    const target = isPracticeFace(environment) ? environment : face;
    try {
      if (control.app(face) === null) control.registerApp(target, values);
      else control.changeApp(face, values);
      response.redirect(303, administrationPath(target, 'app'));
    } catch (error) {
      if (!(error instanceof AddressError)) throw error;
      const app = control.app(face);
      const view = { face, data: directory().data, app, values, problems: error.problems, now: now() };
      response.status(400).type('html').send(appPage(view));
    }
  });
  router.post('/:face/app/:action', (request: Request<{ face: string; action: string }>, response) => {
    const { face } = faceOf(request);
    const app = control.app(face);
    if (request.params.action === 'activate') control.activate(face);
    if (request.params.action === 'remove') control.removeApp(face);
    if (request.params.action === 'renew' && app !== null) control.registerApp(face, addressesOf(app));
    response.redirect(303, administrationPath(face, 'app'));
  });

  router.get('/:face/records', (request: OfFace, response) => {
    const { face, directory } = faceOf(request);
    const of = (kind: LaunchKind) => control.record(face, kind);
    const view = { face, data: directory().data, of, saved: recordKind(request.query.saved) };
    response.type('html').send(recordsPage(view));
  });
  router.post('/:face/records/:kind', (request: OfFace, response) => {
    const { face } = faceOf(request);
    const kind = recordKind(request.params.kind);
    if (kind !== null) control.setRecord(face, kind, recordChangeOf(request.body));
    response.redirect(303, `${administrationPath(face, 'records')}?saved=${kind}#${kind}`);
  });
  return router;

  function faceOf(request: { params: { face: string } }): FaceServer & { readonly face: PracticeFace } {
    const { face } = request.params;
    // The router has let through no other.
    const known = isPracticeFace(face) ? face : 'practice';
    return { ...faces[known], face: known };
  }
}

function recordKind(value: unknown): LaunchKind | null {
  return RECORD_KINDS.find((kind) => kind === value) ?? null;
}
