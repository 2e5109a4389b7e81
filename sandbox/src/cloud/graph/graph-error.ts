import { randomUUID } from 'node:crypto';
import type { Response } from 'express';

/** An error in Graph's form. */
export class GraphError extends Error {
  override readonly name = 'GraphError';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export function badRequest(message: string, code = 'BadRequest'): GraphError {
  return new GraphError(400, code, message);
}

export function notFound(what: string): GraphError {
  return new GraphError(404, 'NotFound', `${what} was not found.`);
}

export function sendGraphError(res: Response, error: Pick<GraphError, 'status' | 'code' | 'message'>): void {
  const id = randomUUID();
  res.status(error.status).json({
    error: {
      code: error.code,
      message: error.message,
      innerError: { date: new Date().toISOString(), 'request-id': id, 'client-request-id': id },
    },
  });
}

/** What Graph says when a fault switch is on. */
export function refuseGraphRequest(res: Response, status: 401 | 403 | 429 | 500): void {
  const codes = {
    401: 'InvalidAuthenticationToken',
    403: 'Forbidden',
    429: 'TooManyRequests',
    500: 'InternalServerError',
  } as const;
  sendGraphError(res, { status, code: codes[status], message: 'The fault switch is on.' });
}
