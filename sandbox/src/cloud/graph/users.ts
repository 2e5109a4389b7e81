import { type Response, Router } from 'express';
import type { Person } from '../model.ts';
import type { CloudWorld } from '../world.ts';
import { callerTenant, requirePermission } from './bearer.ts';
import { badRequest, GraphError } from './graph-error.ts';
import { selected } from './odata.ts';
import { PHOTO_SIZES, photoOf } from './photo.ts';
import { pageSize, userMatcher } from './users-query.ts';

/** Graph's `/users`: reading and searching people of the tenant. */
export function createUsersRouter(world: CloudWorld): Router {
  const router = Router();
  router.use(requirePermission(world, 'User.Read.All'));

  router.get('/', (req, res) => {
    const users = peopleOf(res).map(userOf).filter(userMatcher(req));
    res.json({
      '@odata.context': context('users'),
      ...(req.query.$count === 'true' && { '@odata.count': users.length }),
      value: users.slice(0, pageSize(req.query.$top)).map((user) => selected(req, user)),
    });
  });
  router.get('/:id', (req, res) => {
    const user = userOf(find(res, req.params.id));
    res.json({ '@odata.context': context('users/$entity'), ...selected(req, user) });
  });
  router.get('/:id/licenseDetails', (req, res) => {
    const licences = find(res, req.params.id).teamsLicensed ? [TEAMS_LICENCE] : [];
    res.json({ '@odata.context': context('licenseDetails'), value: licences });
  });
  router.get('/:id/photo/$value', (req, res) => sendPhoto(res, find(res, req.params.id), LARGEST_PHOTO));
  router.get('/:id/photos/:size/$value', (req, res) => {
    const size = PHOTO_SIZES.find((one) => req.params.size === `${one}x${one}`);
    if (size === undefined) throw badRequest(`The size '${req.params.size}' is not one of photos.`);
    sendPhoto(res, find(res, req.params.id), size);
  });
  return router;

  /** Of the tenant the token is for. */
  function peopleOf(res: Response): readonly Person[] {
    return world.directory.reachableBy(callerTenant(res)).flatMap(({ people }) => people);
  }

  function find(res: Response, id: string): Person {
    const person = peopleOf(res).find(({ oid, userPrincipalName: name }) =>
      [oid, name.toLowerCase()].includes(id.toLowerCase()),
    );
    if (person !== undefined) return person;
    throw new GraphError(
      404,
      'Request_ResourceNotFound',
      `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
    );
  }

  function context(what: string): string {
    return `${world.urls.graph}/v1.0/$metadata#${what}`;
  }
}

const LARGEST_PHOTO = 648;

function sendPhoto(res: Response, person: Person, size: number): void {
  if (person.hasPhoto !== true) {
    throw new GraphError(
      404,
      'ImageNotFound',
      "Exception of type 'Microsoft.Fast.Profile.Core.Exception.ImageNotFoundException' was thrown.",
    );
  }
  res.type('image/png').send(photoOf(person.oid, size));
}

const TEAMS_LICENCE = {
  id: 'sku-spe-e5',
  skuId: '06ebc4ee-1bb5-47dd-8120-11324bc54e06',
  skuPartNumber: 'SPE_E5',
  servicePlans: [
    {
      servicePlanId: '57ff2da0-773e-42df-b2af-ffb7a2317929',
      servicePlanName: 'TEAMS1',
      provisioningStatus: 'Success',
      appliesTo: 'User',
    },
  ],
};

/** A person in the words of Graph. */
export function userOf(person: Person): Record<string, unknown> {
  const names = person.displayName.replace(/^Dr\. /, '').split(' ');
  return {
    id: person.oid,
    displayName: person.displayName,
    givenName: names[0] ?? null,
    surname: names.slice(1).join(' ') || null,
    jobTitle: person.jobTitle,
    mail: person.userPrincipalName,
    userPrincipalName: person.userPrincipalName,
    accountEnabled: true,
    userType: 'Member',
  };
}
