import type { Board } from '@ehr-connector/shared/contract/visit-board.ts';
import type { Failure } from '../session/failure.ts';
import type { ShownVisits } from './shown-visits.ts';

/** How fresh the board is: `live` means that every change arrives by itself. */
export type BoardLink = 'connecting' | 'live' | 'lost' | 'offline';

export type BoardContent =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly failure: Failure }
  | { readonly state: 'ready'; readonly scope: Board['scope']; readonly visits: ShownVisits };

export interface BoardView {
  readonly content: BoardContent;
  readonly link: BoardLink;
  /** When the service was last heard, in its own time (ms); null before the first board. */
  readonly knownAt: number | null;
  /** Add to the device's clock to get the service's (ms). */
  readonly clockOffsetMs: number;
}
