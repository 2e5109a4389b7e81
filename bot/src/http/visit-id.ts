import { DomainError } from '@ehr-connector/shared/domain/kernel/domain-error.ts';
import type { HttpRequest } from './server.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The visit in the address. @throws {DomainError} `visit-not-found` for what can be no visit's id. */
export function visitIdOf({ params }: Pick<HttpRequest, 'params'>): string {
  const id = params.visit ?? '';
  if (!UUID.test(id)) throw new DomainError('visit-not-found', 'the address names no visit');
  return id;
}
