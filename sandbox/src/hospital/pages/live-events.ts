import type { RequestHandler } from 'express';
import type { WritebackLog } from '../writeback/writeback-log.ts';

/** Server-sent events: one `changed` after every writeback, and nothing of what changed. */
export function liveEvents(writebacks: WritebackLog): RequestHandler {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write('retry: 1000\n\n');
    const stop = writebacks.onAdded(() => response.write('event: changed\ndata: \n\n'));
    response.once('close', stop);
  };
}
