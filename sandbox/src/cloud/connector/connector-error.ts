import type { Response } from 'express';

/** An error of the Bot Connector. */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';
  readonly status: number;
  readonly code: string;
  readonly retryAfterSeconds: number | null;

  constructor(status: number, code: string, message: string, retryAfterSeconds: number | null = null) {
    super(message);
    this.status = status;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** What the connector says when a bot may not write, since it was blocked or uninstalled. */
export function writesBlocked(): ConnectorError {
  return new ConnectorError(403, 'MessageWritesBlocked', 'Thread is blocked from message writes.');
}

export function sendConnectorError(
  res: Response,
  error: Pick<ConnectorError, 'status' | 'code' | 'message'> & { retryAfterSeconds?: number | null },
): void {
  if (error.retryAfterSeconds) res.set('Retry-After', String(error.retryAfterSeconds));
  const { code, message } = error;
  const subCode = error.status === 403 ? { subCode: code, details: message } : {};
  res.status(error.status).json({ error: { code, message, ...subCode }, ...subCode });
}

/** What the connector says when a fault switch is on. */
export function refuseConnectorRequest(res: Response, status: 401 | 403 | 429 | 500): void {
  const codes = { 401: 'Unauthorized', 429: 'TooManyRequests', 500: 'InternalServerError' } as const;
  const error =
    status === 403 ? writesBlocked() : new ConnectorError(status, codes[status], 'The fault switch is on.');
  sendConnectorError(res, error);
}
