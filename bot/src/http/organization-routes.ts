import { NewOrganization } from '@ehr-connector/shared/contract/staff.ts';
import type { Clock } from '@ehr-connector/shared/domain/kernel/clock.ts';
import { DomainError } from '@ehr-connector/shared/domain/kernel/domain-error.ts';
import type { Entering } from '@ehr-connector/shared/domain/organizations/entering.ts';
import type { Askers } from './asker.ts';
import { removedCookie } from './cookies.ts';
import { ENTRANT_COOKIE } from './entrant-cookie.ts';
import { noContent } from './reply.ts';
import type { Routes } from './server.ts';
import { createTokenBuckets } from './token-buckets.ts';

/** An organisation that its own administrator enters. Who they are afterwards, the next request or sign-in tells. */
export function organizationRoutes(
  routes: Routes,
  deps: {
    readonly askers: Pick<Askers, 'entrant' | 'fromOwnPage'>;
    readonly entering: Entering;
    readonly clock: Clock;
  },
): void {
  const { askers, entering, clock } = deps;
  const limit = createTokenBuckets({ clock, burst: 10, perSecond: 0.1 });

  routes.post('/api/organization', async (request) => {
    askers.fromOwnPage(request);
    const entrant = await askers.entrant(request);
    if (!limit.take(`${entrant.tenantId} ${entrant.entraObjectId}`))
      throw new DomainError('asked-too-often', 'one person enters too often');
    const { name } = NewOrganization.parse(request.body);
    await entering.enter(entrant, name);
    return noContent([removedCookie(ENTRANT_COOKIE)]);
  });
}
