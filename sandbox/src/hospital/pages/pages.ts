import { Router } from 'express';
import type { HospitalControl } from '../control/control.ts';
import type { FaceName } from '../face.ts';
import type { FaceServer } from '../face-server.ts';
import type { WritebackLog } from '../writeback/writeback-log.ts';

/** What the hospital's pages show and do. */
export interface PageDeps {
  readonly faces: Readonly<Record<FaceName, FaceServer>>;
  readonly control: HospitalControl;
  readonly writebacks: WritebackLog;
  readonly now: () => Date;
}

/** The pages people see: the EHR's schedule, the patient portal and the switches. */
export function hospitalPages(_deps: PageDeps): Router {
  return Router();
}
