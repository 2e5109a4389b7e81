import * as oauth from 'openid-client';
import type { EhrAuthority } from '../../../domain/connections/connection.ts';
import type { CheckResult, ProbeSubject } from '../../../domain/connections/probe.ts';
import { type SmartClientDeps, tokenClient } from '../client-authentication.ts';
import { tokenFailure } from '../token-failure.ts';
import { failed, fine, skipped, warning } from './check-result.ts';

/** Errors by which a server shows that it knows the client, and refuses this kind of request only. */
const KNOWN_BUT_REFUSED: ReadonlySet<string> = new Set([
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_scope',
]);

/** Asks for a backend token, and drops it: whether the EHR knows the client and our key. */
export async function checkClient(
  deps: SmartClientDeps,
  subject: ProbeSubject,
  authority: EhrAuthority,
  signal: AbortSignal,
): Promise<CheckResult> {
  if (subject.clientId === '') return skipped('client', 'client-not-given');
  try {
    const client = await tokenClient(deps, { ...subject, id: subject.connectionId, authority }, [], signal);
    await oauth.clientCredentialsGrant(client, { scope: scopeFor(subject) });
    return fine('client', 'client-active');
  } catch (error) {
    return refusal(error, subject);
  }
}

function refusal(error: unknown, subject: ProbeSubject): CheckResult {
  const failure = tokenFailure(error);
  switch (failure?.kind) {
    case undefined:
      throw error;
    case 'fault':
      return warning('client', 'client-unchecked', { status: failure.fault.reason });
    case 'unusable':
      return warning('client', 'client-unchecked', { status: failure.code });
    case 'answer': {
      const { code, response } = failure;
      const details = { status: code ?? `${response.status}` };
      if (code === 'invalid_client' || response.status === 401)
        return failed('client', 'client-unknown', details);
      if (code === null || !KNOWN_BUT_REFUSED.has(code))
        return warning('client', 'client-unchecked', details);
      return needsBackend(subject)
        ? warning('client', 'client-without-backend', details)
        : fine('client', 'client-without-backend', details);
    }
  }
}

function needsBackend({ writeback }: ProbeSubject): boolean {
  switch (writeback.kind) {
    case 'none':
      return false;
    case 'epic':
      return writeback.authentication === 'client-credentials';
    case 'fhir-r4':
      return true;
  }
}

/** What the writeback asks for; some scope is wanted by every server. */
function scopeFor({ writeback }: ProbeSubject): string {
  if (writeback.kind !== 'fhir-r4') return 'system/Appointment.r';
  return writeback.markAppointmentArrived
    ? 'system/AuditEvent.cs system/Appointment.ru'
    : 'system/AuditEvent.cs';
}
