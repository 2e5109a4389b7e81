import type { AuditEvent } from '@medplum/fhirtypes';
import type { Directory } from '../data/directory.ts';
import type { NewWriteback } from './writeback-log.ts';

/**
 * What an AuditEvent says about who is in a visit.
 *
 * Read as our guide asks connectors to write them: a subtype whose code ends in `connected` or `disconnected`, the
 * person as the agent with `requestor`, the visit as an entity (an Appointment or Encounter reference), an idempotency
 * key in `meta.tag`, and the time of the event in `period` or `recorded`.
 *
 * @returns `null` for an AuditEvent about something else.
 */
export function presenceIn(event: AuditEvent, directory: Directory): NewWriteback | null {
  const code = event.subtype?.find((one) => one.code?.endsWith('connected'))?.code;
  const agent = event.agent.find((one) => one.requestor) ?? event.agent[0];
  const who = agent?.who?.reference ?? agent?.altId;
  const visit = (event.entity ?? [])
    .flatMap(
      (entity) =>
        directory.visit(bareId(entity.what?.reference ?? entity.what?.identifier?.value ?? '')) ?? [],
    )
    .at(0);
  if (code === undefined || who === undefined || !visit) return null;
  const tag = event.meta?.tag?.[0];
  return {
    face: directory.data.face,
    sessionId: visit.csn,
    who,
    side: directory.clinician(who) || who.startsWith('Practitioner/') ? 'clinician' : 'patient',
    status: code.endsWith('disconnected') ? 'disconnected' : 'connected',
    happenedAt: event.period?.end ?? event.period?.start ?? event.recorded,
    idempotencyKey: tag?.code === undefined ? null : `${tag.system ?? ''}|${tag.code}`,
    by: 'AuditEvent',
  };
}

function bareId(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1);
}
