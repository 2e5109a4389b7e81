import express, { Router } from 'express';
import type { HospitalControl } from '../control/control.ts';
import { FAULT_AREAS, type Fault, type FaultKind } from '../control/faults.ts';
import { isFaceName } from '../face.ts';
import { switchesPage } from './switches-page.ts';

/** The switches page and what its forms send. */
export function switchForms(control: HospitalControl): Router {
  const router = Router();
  router.use(express.urlencoded({ extended: false }));
  router.get('/', (_request, response) => {
    response.type('html').send(switchesPage({ faults: control.faults(), writebacks: control.writebacks() }));
  });
  router.post('/switch-on', (request, response) => {
    const fault = faultOf(request.body ?? {});
    if (fault) control.setFault(fault);
    response.redirect(303, '/control');
  });
  router.post('/switch-off', (request, response) => {
    const { face, area } = request.body ?? {};
    const known = FAULT_AREAS.find((one) => one === area);
    if (isFaceName(face) && known) control.clearFaults({ face, area: known });
    response.redirect(303, '/control');
  });
  router.post('/start-again', async (_request, response) => {
    await control.reset();
    response.redirect(303, '/control');
  });
  return router;
}

function faultOf(form: Readonly<Record<string, unknown>>): Fault | null {
  const area = FAULT_AREAS.find((one) => one === form.area);
  const kind = kindOf(String(form.fault), Number(form.seconds));
  if (!isFaceName(form.face) || !area || !kind) return null;
  const count = Number(form.count);
  return { ...kind, face: form.face, area, ...(count >= 1 ? { count } : {}) };
}

function kindOf(choice: string, seconds: number): FaultKind | null {
  switch (choice) {
    case 'down':
    case 'drop-answer':
      return { kind: choice };
    case 'slow':
      return { kind: 'slow', ms: seconds * 1000 };
    case '429':
    case '503':
      return { kind: 'status', status: choice === '429' ? 429 : 503, retryAfterSeconds: seconds };
    case '401':
      return { kind: 'status', status: 401 };
    case '412':
      return { kind: 'status', status: 412 };
    case '500':
      return { kind: 'status', status: 500 };
    default:
      return null;
  }
}
