import express, { type Request, type Response, Router } from 'express';
import type { Access } from '../auth/authorization-server.ts';
import type { Directory } from '../data/directory.ts';
import type { FaceName } from '../face.ts';
import type { ClientRegistry } from '../smart-client.ts';
import type { WritebackLog } from '../writeback/writeback-log.ts';
import { isBasicUser } from './basic-users.ts';

const PARAMETERS = [
  'ConferenceID',
  'ExternalID',
  'ExternalIDType',
  'VendorName',
  'ConnectionStatus',
] as const;
type Parameter = (typeof PARAMETERS)[number];

/**
 * `SetExternalConnectionStatus`, the web service by which a telehealth vendor tells Epic who is connected.
 *
 * Epic's description is not public; one call of it is. What that call shows: the path, these five parameters in the
 * query, `Epic-Client-ID`, Basic authentication as `emp$<user>`, and `ConnectionStatus=1`. What is our assumption:
 * - a backend access token does as well as Basic;
 * - GET, POST and PUT are all taken, with the parameters in the query or as a JSON or form body;
 * - `ConnectionStatus` 1 is connected and 2 is disconnected;
 * - `ConferenceID` is the CSN of a single visit, or the conference id of a group visit;
 * - `ExternalIDType` 1 is a member of staff and 2 a patient or proxy; `ExternalID` may be the FHIR id or the FHIR
 *   reference of the user, and an unknown one is a guest;
 * - errors are Epic's usual `{Message, ExceptionMessage, ExceptionType}`, success is `{"Status": "Success"}`.
 *
 * The call states what is the case, so repeating it changes nothing; it is counted as a duplicate.
 */
export function statusService(deps: {
  readonly face: FaceName;
  readonly directory: () => Directory;
  readonly clients: ClientRegistry;
  readonly accessOf: (bearer: string) => Promise<Access | null>;
  readonly writebacks: WritebackLog;
}): Router {
  const router = Router();
  router.use(express.json(), express.urlencoded({ extended: false }));
  router.all('/', async (request, response) => {
    if (!['GET', 'POST', 'PUT'].includes(request.method)) {
      return fail(response, 405, 'METHOD-NOT-ALLOWED', 'Use GET, POST or PUT.');
    }
    if (!(await isAuthenticated(request, deps.accessOf))) {
      response.set('WWW-Authenticate', 'Basic realm="Interconnect", Bearer');
      return fail(response, 401, 'NOT-AUTHENTICATED', 'Authentication is needed.');
    }
    const clientId = request.get('epic-client-id');
    if (clientId === undefined || deps.clients.find(deps.face, clientId) === null) {
      return fail(response, 403, 'INVALID-CLIENT-ID', 'Epic-Client-ID is missing or unknown.');
    }
    const given = parametersOf(request);
    const missing = PARAMETERS.filter((name) => given[name] === '');
    if (missing.length > 0)
      return fail(response, 400, 'MISSING-PARAMETER', `Missing: ${missing.join(', ')}.`);
    if (!['1', '2'].includes(given.ConnectionStatus) || !['1', '2'].includes(given.ExternalIDType)) {
      return fail(response, 400, 'INVALID-PARAMETER', 'ConnectionStatus and ExternalIDType must be 1 or 2.');
    }
    const visit = deps.directory().visitsOf(given.ConferenceID)[0];
    if (!visit)
      return fail(response, 404, 'CONFERENCE-NOT-FOUND', 'No conference or contact has this ConferenceID.');
    deps.writebacks.add({
      face: deps.face,
      sessionId: given.ConferenceID,
      who: given.ExternalID,
      side: given.ExternalIDType === '1' ? 'clinician' : 'patient',
      status: given.ConnectionStatus === '1' ? 'connected' : 'disconnected',
      happenedAt: null,
      idempotencyKey: null,
      by: `${request.method} SetExternalConnectionStatus (${given.VendorName})`,
    });
    response.json({ Status: 'Success' });
  });
  return router;
}

async function isAuthenticated(
  request: Request,
  accessOf: (bearer: string) => Promise<Access | null>,
): Promise<boolean> {
  const authorization = request.get('authorization') ?? '';
  const bearer = /^Bearer (\S+)$/i.exec(authorization)?.[1];
  // A launch's own token is no backend credential.
  if (bearer !== undefined) return (await accessOf(bearer))?.kind === 'backend';
  return isBasicUser(authorization);
}

function parametersOf(request: Request): Record<Parameter, string> {
  const sent: Record<string, unknown> = { ...(request.body as object | undefined), ...request.query };
  const text = (name: Parameter): string => (sent[name] === undefined ? '' : String(sent[name]));
  return {
    ConferenceID: text('ConferenceID'),
    ExternalID: text('ExternalID'),
    ExternalIDType: text('ExternalIDType'),
    VendorName: text('VendorName'),
    ConnectionStatus: text('ConnectionStatus'),
  };
}

function fail(response: Response, status: number, code: string, message: string): void {
  response.status(status).json({
    Message: 'An error has occurred.',
    ExceptionMessage: `${code} details: ${message}`,
    ExceptionType: 'Epic.ServiceModel.Internal.ServiceCommandException',
  });
}
