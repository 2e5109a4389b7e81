import { type Request, Router } from 'express';
import type { Person } from '../model.ts';
import type { CloudWorld } from '../world.ts';
import { requirePermission } from './bearer.ts';
import { badRequest, GraphError } from './graph-error.ts';
import { selected } from './odata.ts';

/** Graph's `/users`: reading and searching people of the tenant. */
export function createUsersRouter(world: CloudWorld): Router {
  const { people } = world.cloud;
  const router = Router();
  router.use(requirePermission(world, 'User.Read.All'));

  router.get('/', (req, res) => {
    const matches = matcher(req);
    const top = Math.min(Number(req.query.$top ?? 100), 999);
    const found = people.filter(matches).slice(0, top);
    res.json({
      '@odata.context': context('users'),
      value: found.map((person) => selected(req, userOf(person))),
    });
  });
  router.get('/:id', (req, res) => {
    res.json({ '@odata.context': context('users/$entity'), ...selected(req, userOf(find(req.params.id))) });
  });
  router.get('/:id/licenseDetails', (req, res) => {
    const licences = find(req.params.id).teamsLicensed ? [TEAMS_LICENCE] : [];
    res.json({ '@odata.context': context('licenseDetails'), value: licences });
  });
  return router;

  function find(id: string): Person {
    const person = people.find(({ oid, userPrincipalName }) => oid === id || userPrincipalName === id);
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

function userOf(person: Person): Record<string, unknown> {
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

/** `$search="displayName:ann"` and `$filter=startswith(displayName,'ann')` or `mail eq '…'`; all without them. */
function matcher(req: Request): (person: Person) => boolean {
  const { $search, $filter } = req.query;
  if (typeof $search === 'string') {
    if (req.headers.consistencylevel !== 'eventual') {
      throw badRequest(
        "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
      );
    }
    const clauses = [...$search.matchAll(/"(\w+):([^"]*)"/g)];
    if (clauses.length === 0) throw badRequest('Syntax error: $search takes "property:text".');
    return (person) => {
      const user = userOf(person);
      return clauses.some(
        ([, name = '', text = '']) =>
          String(user[name] ?? '')
            .toLowerCase()
            .split(/[\s.@]+/)
            .some((word) => word.startsWith(text.toLowerCase())) ||
          String(user[name] ?? '')
            .toLowerCase()
            .startsWith(text.toLowerCase()),
      );
    };
  }
  if ($filter === undefined) return () => true;
  const filter = String($filter);
  const start = /^startswith\((\w+),\s*'((?:[^']|'')*)'\)$/i.exec(filter);
  const equal = /^(\w+) eq '((?:[^']|'')*)'$/i.exec(filter);
  const [, name = '', quoted = ''] = start ?? equal ?? [];
  if (name === '') throw badRequest('Invalid filter clause.');
  const text = quoted.replaceAll("''", "'").toLowerCase();
  return (person) => {
    const value = String(userOf(person)[name] ?? '').toLowerCase();
    return start === null ? value === text : value.startsWith(text);
  };
}
