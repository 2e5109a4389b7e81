import * as oauth from 'openid-client';
import { DomainError } from '../../domain/kernel/domain-error.ts';
import type { HttpFault } from '../http/bounded-fetch.ts';
import { shownCode, tokenFailure } from './token-failure.ts';

export const identityInvalid = (why: string): DomainError =>
  new DomainError(
    'launch-identity-invalid',
    `The EHR's proof of who launched was refused: ${why}. Ask the EHR analyst to check the client record.`,
  );

export const refusedByEhr = (why: string): DomainError =>
  new DomainError(
    'launch-refused-by-ehr',
    `The EHR refused the launch (${why}). Launch again; if it stays, ask the EHR analyst to check the client record.`,
  );

export const ehrUnavailable = (why: string, cause?: HttpFault): DomainError =>
  new DomainError(
    'ehr-unavailable',
    `The EHR's authorisation server gave no usable answer: ${why}. Launch again later.`,
    { cause },
  );

export const ehrUntrusted = (why: string): DomainError =>
  new DomainError(
    'ehr-untrusted',
    `What answered is not what the connection was approved for: ${why}. Compare the connection with the EHR.`,
  );

/** A request that brought nothing, as a launch sees it. */
export function launchErrorOfFault(fault: HttpFault): DomainError {
  switch (fault.reason) {
    case 'redirected':
      return ehrUntrusted('it redirects elsewhere');
    case 'too-large':
      return ehrUntrusted('its answer is too large');
    case 'forbidden-url':
      return ehrUntrusted('its address may not be called');
    case 'aborted':
    case 'timeout':
    case 'network':
      return ehrUnavailable(fault.reason, fault);
  }
}

/** What went wrong while a code was redeemed; bugs come back as they are. */
export function launchErrorOf(error: unknown): unknown {
  if (error instanceof oauth.AuthorizationResponseError)
    return refusedByEhr(shownCode(error.error) ?? 'error');
  const failure = tokenFailure(error);
  switch (failure?.kind) {
    case undefined:
      return error;
    case 'fault':
      return launchErrorOfFault(failure.fault);
    case 'unusable':
      return identityInvalid(`the token response is not acceptable (${failure.code})`);
    case 'answer': {
      const { status } = failure.response;
      const isPassing = status === 429 || status >= 500;
      const why = failure.code ?? `http ${status}`;
      return isPassing ? ehrUnavailable(why) : refusedByEhr(why);
    }
  }
}
