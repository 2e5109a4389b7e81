import { DomainError } from '@ehr-connector/shared/domain/kernel/domain-error.ts';
import type { HttpRequest } from '../../server.ts';

/** The revision in the address. @throws {DomainError} `revision-not-found` for what can be no number. */
export function revisionNumberOf({ params }: Pick<HttpRequest, 'params'>): number {
  const text = params.number ?? '';
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new DomainError('revision-not-found', 'the address names no revision');
  return Number(text);
}
