import { getStatus, isOk } from '@medplum/core';
import type { Bundle, Resource } from '@medplum/fhirtypes';
import express, { type NextFunction, type Request, type Response, Router } from 'express';
import type { Access } from '../auth/authorization-server.ts';
import { isOffered } from '../auth/scopes.ts';
import { type FaceAddresses, type FaceName, faceKind } from '../face.ts';
import { type Interaction, interactionOf } from './fhir-request.ts';
import { FhirRefusal, operationOutcome } from './outcome.ts';
import { checkedQuery } from './search-rules.ts';
import type { FhirStore } from './store.ts';
import { assertValid } from './validation.ts';
import { isOfPatient, reachOf } from './walls.ts';

const FHIR_JSON = 'application/fhir+json; charset=utf-8';

/**
 * The FHIR R4 endpoint of a face, for mounting at its base.
 *
 * The plain face has versions (ETag, If-Match) and conditional create; the Epic face has neither, answers an empty
 * search with a warning 4101, and allows only what Epic's own CapabilityStatement does.
 */
export function fhirFace(deps: {
  readonly face: FaceName;
  readonly addresses: FaceAddresses;
  readonly store: FhirStore;
  readonly accessOf: (bearer: string) => Promise<Access | null>;
  /** Told of every create; `isNew` is false when a conditional create found it had been made before. */
  readonly onCreated: (resource: Resource, isNew: boolean) => void;
}): Router {
  const { face, addresses, store } = deps;
  const kind = faceKind(face);
  const router = Router();
  router.use(express.json({ type: ['application/fhir+json', 'application/json'], limit: '1mb' }));
  router.use(express.urlencoded({ extended: false }));

  const answer = async (request: Request, response: Response): Promise<void> => {
    const interaction = interactionOf(request.method, request.path);
    const access = await bearerAccess(request, deps.accessOf);
    if (!isOffered(face, interaction.type, interaction.permission)) {
      throw new FhirRefusal(
        interaction.permission === 'r' || interaction.permission === 's' ? 404 : 405,
        'not-supported',
        `${interaction.type} does not support this interaction here.`,
      );
    }
    const { onlyPatient } = reachOf(access, interaction.type, interaction.permission);
    switch (interaction.permission) {
      case 's':
        return send(response, 200, await search(request, interaction, onlyPatient));
      case 'r':
        return sendOne(response, 200, await read(interaction, onlyPatient));
      case 'c':
        return create(request, response, interaction, onlyPatient);
      case 'u':
        return sendOne(response, 200, await update(request, interaction, onlyPatient));
    }
  };

  const search = async (
    request: Request,
    interaction: Interaction,
    onlyPatient: string | null,
  ): Promise<Bundle> => {
    const raw =
      request.method === 'POST'
        ? String(new URLSearchParams(request.body))
        : (request.url.split('?')[1] ?? '');
    const query = checkedQuery(face, interaction.type, new URLSearchParams(raw));
    const found = (await handled({ method: 'GET', path: `${interaction.type}?${query}` })) as Bundle;
    const resources = (found.entry ?? []).flatMap((entry) => entry.resource ?? []);
    const visible = resources.filter((one) => onlyPatient === null || isOfPatient(one, onlyPatient));
    return {
      resourceType: 'Bundle',
      type: 'searchset',
      total: visible.length,
      link: [{ relation: 'self', url: `${addresses.fhirBaseUrl}/${interaction.type}?${query}` }],
      entry: [
        ...visible.map((resource) => ({
          fullUrl: `${addresses.fhirBaseUrl}/${resource.resourceType}/${resource.id}`,
          resource: shown(resource),
          search: { mode: 'match' as const },
        })),
        ...(kind === 'epic' && visible.length === 0
          ? [{ resource: NO_RESULTS, search: { mode: 'outcome' as const } }]
          : []),
      ],
    };
  };

  const read = async (interaction: Interaction, onlyPatient: string | null): Promise<Resource> => {
    const resource = await handled({ method: 'GET', path: `${interaction.type}/${interaction.id}` });
    if (onlyPatient !== null && !isOfPatient(resource, onlyPatient)) {
      throw new FhirRefusal(403, 'forbidden', 'The access token is for another patient.');
    }
    return resource;
  };

  const create = async (
    request: Request,
    response: Response,
    interaction: Interaction,
    onlyPatient: string | null,
  ): Promise<void> => {
    const body = assertValid(request.body, interaction.type);
    if (onlyPatient !== null && !isOfPatient(body, onlyPatient)) {
      throw new FhirRefusal(403, 'forbidden', 'The access token is for another patient.');
    }
    const condition = kind === 'plain' ? request.get('if-none-exist') : undefined;
    const { id: _ignored, ...fresh } = body;
    const { outcome, resource } = await store.handle({
      method: 'POST',
      path: interaction.type,
      body: fresh,
      headers:
        condition === undefined
          ? {}
          : {
              'if-none-exist': String(
                checkedQuery(face, interaction.type, new URLSearchParams(condition.split('?').at(-1))),
              ),
            },
    });
    if (!isOk(outcome) || !resource)
      throw Object.assign(
        new FhirRefusal(getStatus(outcome), 'processing', 'The resource was not created.'),
        { outcome },
      );
    deps.onCreated(resource, getStatus(outcome) === 201);
    response.set('Location', `${addresses.fhirBaseUrl}/${resource.resourceType}/${resource.id}`);
    sendOne(response, getStatus(outcome), resource);
  };

  const update = async (
    request: Request,
    interaction: Interaction,
    onlyPatient: string | null,
  ): Promise<Resource> => {
    const body = assertValid(request.body, interaction.type);
    await read(interaction, onlyPatient);
    const version = request.get('if-match');
    if (version === undefined)
      throw new FhirRefusal(400, 'required', 'An update needs If-Match with the version it is made from.');
    return handled({
      method: 'PUT',
      path: `${interaction.type}/${interaction.id}`,
      body,
      headers: { 'if-match': version },
    });
  };

  const handled = async (request: Parameters<FhirStore['handle']>[0]): Promise<Resource> => {
    const { outcome, resource } = await store.handle(request);
    if (isOk(outcome) && resource) return resource;
    throw Object.assign(new FhirRefusal(getStatus(outcome), 'processing', 'The request was refused.'), {
      outcome,
    });
  };

  const shown = (resource: Resource): Resource => {
    if (kind === 'plain') return resource;
    const { meta: _versions, ...rest } = resource;
    return rest as Resource;
  };

  const sendOne = (response: Response, status: number, resource: Resource): void => {
    if (kind === 'plain' && resource.meta?.versionId) response.set('ETag', `W/"${resource.meta.versionId}"`);
    send(response, status, shown(resource));
  };

  router.use((request, response) => answer(request, response));
  router.use((error: unknown, _request: Request, response: Response, _next: NextFunction) =>
    refuse(response, error),
  );
  return router;
}

const NO_RESULTS: Resource = {
  resourceType: 'OperationOutcome',
  issue: [
    {
      severity: 'warning',
      code: 'not-found',
      details: {
        coding: [
          {
            system: 'urn:oid:1.2.840.114350.1.13.0.1.7.2.657369',
            code: '4101',
            display: 'Resource request returns no results.',
          },
        ],
        text: 'Resource request returns no results.',
      },
    },
  ],
};

async function bearerAccess(
  request: Request,
  accessOf: (bearer: string) => Promise<Access | null>,
): Promise<Access> {
  const bearer = /^Bearer (\S+)$/i.exec(request.get('authorization') ?? '')?.[1];
  const access = bearer === undefined ? null : await accessOf(bearer);
  if (!access) throw new FhirRefusal(401, 'login', 'A valid access token is needed.');
  return access;
}

function send(response: Response, status: number, resource: Resource): void {
  // As text: express would otherwise add an ETag of its own.
  response
    .status(status)
    .set('Content-Type', FHIR_JSON)
    .set('Cache-Control', 'no-store')
    .end(JSON.stringify(resource));
}

function refuse(response: Response, error: unknown): void {
  if (error instanceof FhirRefusal) {
    if (error.status === 401) response.set('WWW-Authenticate', 'Bearer');
    send(response, error.status, error.outcome);
    return;
  }
  const status = (error as { readonly status?: number }).status;
  const isClientError = status !== undefined && status >= 400 && status < 500;
  send(
    response,
    isClientError ? status : 500,
    operationOutcome(
      'error',
      isClientError ? 'invalid' : 'exception',
      isClientError ? 'The body could not be read.' : 'The server failed.',
    ),
  );
}
