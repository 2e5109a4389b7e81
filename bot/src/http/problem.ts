import { randomUUID } from 'node:crypto';
import { Problem } from '@ehr-connector/shared/contract/problem.ts';
import {
  type ErrorCode,
  type ErrorKind,
  isDomainError,
} from '@ehr-connector/shared/domain/kernel/domain-error.ts';
import { ZodError } from 'zod';
import type { Reply } from './reply.ts';

const STATUS_OF: Record<ErrorKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  denied: 403,
  missing: 404,
  conflict: 409,
  'too-early': 425,
  'too-many': 429,
  unavailable: 503,
};

/** Of these, what was thrown says what the asker has to do. */
const TELLING: ReadonlySet<ErrorCode> = new Set(['revision-incomplete']);

/** What went wrong, as far as the asker may know. `code` is `null` for a bug of ours. */
export interface Failure {
  readonly status: number;
  readonly code: ErrorCode | null;
  /** Also in the log: short enough to be read out over the phone. */
  readonly reference: string;
  readonly detail?: string;
}

export function failureOf(error: unknown): Failure {
  const reference = randomUUID().slice(0, 8).toUpperCase();
  if (isDomainError(error)) {
    const { code, kind, message } = error;
    return { status: STATUS_OF[kind], code, reference, ...(TELLING.has(code) && { detail: message }) };
  }
  if (error instanceof ZodError) return { status: 400, code: 'request-invalid', reference };
  const status = statusOf(error);
  return { status, code: codeOf(status), reference };
}

/** What was refused before a handler has a status only. */
function codeOf(status: number): ErrorCode | null {
  if (status >= 500) return null;
  return status === 404 || status === 405 ? 'page-not-found' : 'request-invalid';
}

/** Refusals of the HTTP edge itself (no such route, a body too large) carry a status; everything else is a bug. */
function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  return status >= 400 && status < 600 ? status : 500;
}

/** RFC 9457. The detail of a bug stays in the log. */
export function problemReply({ status, code, reference, detail }: Failure): Reply {
  const problem: Problem = Problem.parse({
    type: `urn:ehr-connector:problem:${code ?? 'unexpected'}`,
    title: (code ?? 'unexpected').replaceAll('-', ' '),
    status,
    code: code ?? 'unexpected',
    reference,
    detail,
  });
  return {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
    body: JSON.stringify(problem),
  };
}

/**
 * What is logged of a failure. Expected ones need no stack; validation errors may quote what was sent, so only where it
 * was wrong is logged.
 */
export function loggedError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) };
  if (error instanceof ZodError)
    return { name: error.name, paths: error.issues.map(({ path }) => path.join('.')) };
  // Restify quotes the address in its message.
  if (!isDomainError(error) && statusOf(error) < 500) return { name: error.name };
  if (isDomainError(error)) return { name: error.name, message: error.message, cause: causeOf(error) };
  return error;
}

const causeOf = ({ cause }: Error) =>
  cause instanceof Error ? { name: cause.name, message: cause.message } : undefined;
