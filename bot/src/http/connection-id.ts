import { DomainError } from '@ehr-connector/shared/domain/kernel/domain-error.ts';
import type { HttpRequest } from './server.ts';

const ID = /^[\w-]{1,100}$/;

/** The connection in the address. @throws {DomainError} `connection-unknown` for what can be no connection's id. */
export function connectionIdOf({ params }: Pick<HttpRequest, 'params'>): string {
  const id = params.connection ?? '';
  if (!ID.test(id)) throw new DomainError('connection-unknown', 'the address names no connection');
  return id;
}
