import { Router } from 'express';
import type { CloudWorld } from '../world.ts';
import { callerTenant, requirePermission } from './bearer.ts';
import { badRequest } from './graph-error.ts';
import { selected } from './odata.ts';
import { userOf } from './users.ts';

const MOST_IDS = 1000;

/**
 * Graph's `/directoryObjects/getByIds`, for users. It needs a permission that reads the whole directory, which the app
 * has only where it was registered with it.
 *
 * @see {@link https://learn.microsoft.com/graph/api/directoryobject-getbyids}
 */
export function createDirectoryObjectsRouter(world: CloudWorld): Router {
  const router = Router();
  router.use(requirePermission(world, 'Directory.Read.All'));
  router.post('/getByIds', (req, res) => {
    const { ids, types } = idsOf(req.body);
    const people = world.directory.reachableBy(callerTenant(res)).flatMap((tenant) => tenant.people);
    const found = types.includes('user') ? people.filter(({ oid }) => ids.includes(oid)) : [];
    res.json({
      '@odata.context': `${world.urls.graph}/v1.0/$metadata#directoryObjects`,
      value: found.map((person) => ({
        '@odata.type': '#microsoft.graph.user',
        ...selected(req, userOf(person)),
      })),
    });
  });
  return router;
}

function idsOf(body: unknown): { readonly ids: readonly string[]; readonly types: readonly string[] } {
  const { ids, types = ['user'] } = (typeof body === 'object' && body !== null ? body : {}) as Record<
    string,
    unknown
  >;
  if (!Array.isArray(ids) || !Array.isArray(types)) throw badRequest('ids and types are lists.');
  if (ids.length > MOST_IDS) throw badRequest('Too many ids: at most 1000 are taken.');
  return { ids: ids.map(String), types: types.map(String) };
}
