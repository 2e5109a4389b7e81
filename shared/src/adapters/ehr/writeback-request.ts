import type { Connection } from '../../domain/connections/connection.ts';
import { type Delivery, refused } from '../../domain/kernel/delivery.ts';
import type { BackendTokens } from '../http/backend-tokens.ts';
import { HttpFault } from '../http/bounded-fetch.ts';
import { deliveryOfFault } from '../http/delivery-of-answer.ts';

/** An end to a writeback before its last step; carries the {@link Delivery} through whatever was under way. */
export class Undeliverable extends Error {
  override readonly name = 'Undeliverable';
  readonly delivery: Delivery;

  constructor(delivery: Delivery) {
    super(delivery.answer);
    this.delivery = delivery;
  }
}

/** Sends a request with a token; a token the EHR no longer takes is replaced once. */
export type TokenRequest = (send: (accessToken: string) => Promise<Response>) => Promise<Response>;

/** @throws {Undeliverable} when there is no token, or a new one is not taken either. */
export function withBackendToken(request: {
  readonly tokens: BackendTokens;
  readonly connection: Connection;
  readonly scope: string;
  readonly signal: AbortSignal;
}): TokenRequest {
  const { tokens, connection, scope, signal } = request;
  return async (send) => {
    for (let isRenewed = false; ; isRenewed = true) {
      const token = await tokens.get(connection, scope, signal);
      if (token.outcome !== 'granted') throw new Undeliverable(token);
      const response = await send(token.accessToken);
      if (response.status !== 401) return response;
      tokens.drop(connection, scope, token.accessToken);
      if (isRenewed) throw new Undeliverable(refused('http 401'));
    }
  };
}

/** Turns whatever ended a writeback into its {@link Delivery}; only bugs go on as errors. */
export async function delivered(work: () => Promise<Delivery>): Promise<Delivery> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Undeliverable) return error.delivery;
    if (error instanceof HttpFault) return deliveryOfFault(error);
    throw error;
  }
}
