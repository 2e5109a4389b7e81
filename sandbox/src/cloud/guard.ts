import type { RequestHandler, Response } from 'express';
import type { Fault, Faults } from './faults.ts';
import type { RequestLog } from './request-log.ts';

/** Answers a request with an error in the words of the protocol it belongs to. */
export type RefuseRequest = (res: Response, status: 401 | 403 | 429 | 500) => void;

/** Logs every request to one part of the cloud and lets the switches decide what becomes of it. */
export function createGuard(deps: {
  faults: Faults;
  requests: RequestLog;
  now: () => Date;
}): (target: string, refuse: RefuseRequest) => RequestHandler {
  return (target, refuse) => (req, res, next) => {
    const path = req.originalUrl.replace(/\?.*$/, '');
    const fault = deps.faults.take(target, path);
    const entry = {
      at: deps.now(),
      direction: 'in' as const,
      target,
      method: req.method,
      url: path,
      status: null as number | null,
      fault: fault?.kind ?? null,
    };
    // As it comes in: whoever has the answer finds the request here.
    deps.requests.add(entry);
    res.once('finish', () => {
      entry.status = res.statusCode;
    });
    if (fault === null) next();
    else apply(fault, res, { refuse, next });
  };
}

function apply(fault: Fault, res: Response, go: { refuse: RefuseRequest; next: () => void }): void {
  switch (fault.kind) {
    case 'down':
      res.socket?.destroy();
      return;
    case 'slow':
    case 'delay':
    case 'out-of-order': {
      const timer = setTimeout(() => res.destroyed || go.next(), fault.delayMs);
      res.once('close', () => clearTimeout(timer));
      return;
    }
    case '429':
      res.set('Retry-After', String(fault.retryAfterSeconds));
      go.refuse(res, 429);
      return;
    case '401':
    case '403':
    case '500':
      go.refuse(res, fault.kind === '401' ? 401 : fault.kind === '403' ? 403 : 500);
      return;
    case 'drop-answer':
      withholdAnswer(res);
      go.next();
      return;
    case 'duplicate':
      go.next();
  }
}

/** Everything happens as usual, only the caller never learns of it. */
function withholdAnswer(res: Response): void {
  const giveUp = (): Response => {
    res.socket?.destroy();
    return res;
  };
  res.write = () => true;
  res.end = giveUp;
}
