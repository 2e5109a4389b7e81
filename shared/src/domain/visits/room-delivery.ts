import { refused, retryLater, sent } from '../kernel/delivery.ts';
import { isDomainError } from '../kernel/domain-error.ts';
import type { Deliver } from '../outbox/delivering.ts';
import type { Rooms } from './rooms.ts';

/** Makes a visit's room and its witnesses ready behind whatever launch caused it. */
export function createRoomDelivery(deps: { readonly rooms: Rooms }): Deliver<'room'> {
  return async ({ organizationId, effect }, signal) => {
    try {
      await deps.rooms.witnessed(organizationId, effect.visitId, signal);
      return { delivery: sent('ready') };
    } catch (error) {
      if (isDomainError(error, 'visit-not-found')) return { delivery: refused('the visit is gone') };
      if (isDomainError(error)) return { delivery: retryLater(error.code) };
      throw error;
    }
  };
}
