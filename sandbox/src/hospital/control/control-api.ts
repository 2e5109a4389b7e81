import express, { type NextFunction, type Request, type Response, Router } from 'express';
import { AddressError } from '../administration/app-registrations.ts';
import { appAddressesOf, recordChangeOf } from '../administration/form-values.ts';
import { RECORD_KINDS } from '../administration/integration-records.ts';
import type { LaunchKind } from '../auth/launch-tokens.ts';
import type { Tampering } from '../auth/tampering.ts';
import {
  FACE_NAMES,
  type FaceName,
  isFaceName,
  isPracticeFace,
  PRACTICE_FACES,
  type PracticeFace,
} from '../face.ts';
import type { HospitalControl } from './control.ts';
import { FAULT_AREAS, type Fault, type FaultArea } from './faults.ts';
import { LaunchError, type LaunchOrder } from './launches.ts';

/** A request of the control API that makes no sense, said in words. */
class BadControlRequest extends Error {
  override readonly name = 'BadControlRequest';
}

/** The control over HTTP, for tests that run elsewhere. It is open to whoever reaches it: the hospital is a toy. */
export function controlApi(control: HospitalControl): Router {
  const router = Router();
  router.use(express.json());

  router.get('/faults', (_request, response) => void response.json(control.faults()));
  router.put('/faults', (request, response) => {
    for (const fault of faultsOf(request.body)) control.setFault(fault);
    response.json(control.faults());
  });
  router.delete('/faults', (request, response) => {
    const { face, area } = request.query;
    control.clearFaults({
      ...(face === undefined ? {} : { face: faceOf(face) }),
      ...(area === undefined ? {} : { area: areaOf(area) }),
    });
    response.json(control.faults());
  });

  router.get('/writebacks', (request, response) => {
    const { face, visit } = request.query;
    const filter = {
      ...(face === undefined ? {} : { face: faceOf(face) }),
      ...(visit === undefined ? {} : { sessionId: String(visit) }),
    };
    response.json(control.writebacks(filter));
  });

  router.post('/launches', (request, response) => {
    const order = request.body as LaunchOrder;
    faceOf(order?.face);
    response.status(201).json(control.mintLaunch(order));
  });

  router.put('/tamper', (request, response) => {
    const { face, ...tampering } = request.body as { readonly face?: unknown } & Tampering;
    control.tamper(faceOf(face), tampering);
    response.status(204).end();
  });
  router.delete('/tamper', (_request, response) => {
    control.clearTampering();
    response.status(204).end();
  });

  router.get('/requests', (_request, response) => void response.json(control.requests()));
  router.delete('/requests', (_request, response) => {
    control.clearRequests();
    response.status(204).end();
  });

  router.get(
    '/people/:face',
    (request, response) => void response.json(control.people(faceOf(request.params.face))),
  );
  router.put('/clients', (request, response) => {
    control.registerClients(request.body);
    response.status(204).end();
  });
  router.put('/apps/:face', (request, response) => {
    const face = practiceFaceOf(request.params.face);
    response.status(201).json(control.registerApp(face, appAddressesOf(request.body)));
  });
  router.get(
    '/apps/:face',
    (request, response) => void response.json(control.app(practiceFaceOf(request.params.face))),
  );
  router.post('/apps/:face/activate', (request, response) => {
    control.activate(practiceFaceOf(request.params.face));
    response.status(204).end();
  });
  router.put('/records/:face/:kind', (request, response) => {
    const { face, kind } = request.params;
    control.setRecord(practiceFaceOf(face), recordKindOf(kind), recordChangeOf(request.body));
    response.status(204).end();
  });
  router.post('/reset', async (_request, response) => {
    await control.reset();
    response.status(204).end();
  });

  router.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
    if (!isRefusal(error)) return next(error);
    response.status(400).json({ error: error.message });
  });
  return router;
}

function isRefusal(error: unknown): error is Error {
  return error instanceof BadControlRequest || error instanceof LaunchError || error instanceof AddressError;
}

function practiceFaceOf(value: unknown): PracticeFace {
  if (isPracticeFace(value)) return value;
  throw new BadControlRequest(`face must be one of ${PRACTICE_FACES.join(', ')}.`);
}

function recordKindOf(value: unknown): LaunchKind {
  const kind = RECORD_KINDS.find((one) => one === value);
  if (kind) return kind;
  throw new BadControlRequest(`kind must be one of ${RECORD_KINDS.join(', ')}.`);
}

function faceOf(value: unknown): FaceName {
  if (isFaceName(value)) return value;
  throw new BadControlRequest(`face must be one of ${FACE_NAMES.join(', ')}.`);
}

function areaOf(value: unknown): FaultArea {
  const area = FAULT_AREAS.find((one) => one === value);
  if (area) return area;
  throw new BadControlRequest(`area must be one of ${FAULT_AREAS.join(', ')}.`);
}

const STATUSES = [401, 412, 429, 500, 503] as const;

/** One fault or several. */
function faultsOf(body: unknown): readonly Fault[] {
  return (Array.isArray(body) ? body : [body]).map((one: Record<string, unknown>): Fault => {
    const place = {
      face: faceOf(one?.face),
      area: areaOf(one.area),
      ...(typeof one.count === 'number' ? { count: one.count } : {}),
    };
    switch (one.kind) {
      case 'down':
      case 'drop-answer':
        return { ...place, kind: one.kind };
      case 'slow':
        return { ...place, kind: 'slow', ms: Number(one.ms ?? 1000) };
      case 'status': {
        const status = STATUSES.find((known) => known === one.status);
        if (status === undefined)
          throw new BadControlRequest(`status must be one of ${STATUSES.join(', ')}.`);
        const wait = one.retryAfterSeconds;
        return {
          ...place,
          kind: 'status',
          status,
          ...(typeof wait === 'number' ? { retryAfterSeconds: wait } : {}),
        };
      }
      default:
        throw new BadControlRequest('kind must be down, slow, status or drop-answer.');
    }
  });
}
