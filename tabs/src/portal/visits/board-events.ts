import { BoardEvent, type BoardVisit } from '@ehr-connector/shared/contract/visit-board.ts';
import { type EventSourceDeps, readEvents } from '../live/read-events.ts';

/**
 * Reads `GET /api/visits/events` until it ends.
 *
 * @returns and throws as {@link readEvents}, and throws when an event is not what the contract says.
 */
export function readBoardEvents(
  deps: EventSourceDeps,
  handlers: { opened: () => void; heard: () => void; visit: (visit: BoardVisit) => void },
  signal: AbortSignal,
): Promise<void> {
  const event = (name: string | undefined, data: string) => {
    if (name === 'visit') handlers.visit(BoardEvent.parse(JSON.parse(data)).visit);
  };
  return readEvents(deps, { opened: handlers.opened, heard: handlers.heard, event }, signal);
}
