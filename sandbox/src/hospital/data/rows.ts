import type { FaceName } from '../face.ts';
import type { HospitalRows } from './builder.ts';
import { EPIC_ROWS } from './epic-rows.ts';
import { PLAIN_ROWS } from './plain-rows.ts';
import { practiceRows } from './practice-rows.ts';

/** The people and visits a face begins with. */
export function rowsOf(face: FaceName): HospitalRows {
  switch (face) {
    case 'epic':
      return EPIC_ROWS;
    case 'plain':
      return PLAIN_ROWS;
    default:
      return practiceRows(face);
  }
}
