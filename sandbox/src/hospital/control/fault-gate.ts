import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { FACE_NAMES, type FaceName, faceAddresses, facePaths } from '../face.ts';
import { operationOutcome } from '../fhir/outcome.ts';
import type { FaultArea, FaultBoard } from './faults.ts';

/** Lets requests meet the fault that is switched on for where they go. To be mounted before everything else. */
export function faultGate(faults: FaultBoard): RequestHandler {
  return (request, response, next) => {
    const place = placeOf(request.method, request.path);
    const fault = place && faults.take(place.face, place.area);
    if (!place || !fault) return next();
    switch (fault.kind) {
      case 'down':
        request.socket.destroy();
        return;
      case 'slow':
        return after(fault.ms, response, next);
      case 'drop-answer':
        dropAnswer(request, response);
        return next();
      case 'status':
        if (fault.retryAfterSeconds !== undefined)
          response.set('Retry-After', String(fault.retryAfterSeconds));
        return refuse(response, fault.status, place.area);
    }
  };
}

/** Which face and area a request belongs to; `null` for the hospital's own pages and its control. */
export function placeOf(
  method: string,
  path: string,
): { readonly face: FaceName; readonly area: FaultArea } | null {
  const face = FACE_NAMES.find((name) => path.startsWith(`${facePaths(name).root}/`));
  if (face === undefined) return null;
  if (path === facePaths(face).statusService) return { face, area: 'status-service' };
  const { fhirBaseUrl, authorizationEndpoint, tokenEndpoint } = faceAddresses('', face);
  if (path.startsWith(`${authorizationEndpoint}`)) return { face, area: 'authorize' };
  if (path === tokenEndpoint) return { face, area: 'token' };
  if (path.includes('/.well-known/') || path.endsWith('/jwks') || path.endsWith('/metadata'))
    return { face, area: 'discovery' };
  if (!path.startsWith(fhirBaseUrl)) return null;
  const reads = method === 'GET' || method === 'HEAD' || path.endsWith('/_search');
  return { face, area: reads ? 'fhir-read' : 'fhir-write' };
}

function after(ms: number, response: Response, next: NextFunction): void {
  const timer = setTimeout(next, ms);
  response.once('close', () => clearTimeout(timer));
}

/** The handlers do their work as ever; what they would say is swallowed and the line cut. */
function dropAnswer(request: Request, response: Response): void {
  const cut = (): Response => {
    request.socket.destroy();
    return response;
  };
  response.write = () => true;
  response.writeHead = () => response;
  response.end = cut;
}

const WORDS: Readonly<Record<number, string>> = {
  401: 'Authentication is needed.',
  412: 'A precondition failed.',
  429: 'Too many requests.',
  500: 'The server failed.',
  503: 'The server is busy.',
};

function refuse(response: Response, status: number, area: FaultArea): void {
  const text = WORDS[status] ?? 'The request was refused.';
  if (area === 'authorize' || area === 'token') {
    response.status(status).json({
      error: status === 401 ? 'invalid_client' : 'temporarily_unavailable',
      error_description: text,
    });
  } else if (area === 'status-service') {
    response.status(status).json({
      Message: 'An error has occurred.',
      ExceptionMessage: text,
      ExceptionType: 'Epic.ServiceModel.Internal.ServiceCommandException',
    });
  } else {
    const code =
      status === 401 ? 'login' : status === 412 ? 'conflict' : status === 429 ? 'throttled' : 'transient';
    response
      .status(status)
      .type('application/fhir+json')
      .send(operationOutcome('error', code, text));
  }
}
