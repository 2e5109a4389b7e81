import type { AuditEvent, AuditEventEntity } from 'fhir/r4.js';
import type { Fact, FactContext } from '../../../domain/writeback/fact.ts';

/** System of the tag that makes a fact's AuditEvent findable again, and so safe to repeat. */
export const FACT_TAG_SYSTEM = 'urn:ehr-connector:fact';
const EVENT_SYSTEM = 'urn:ehr-connector:visit-event';
const OBJECT_ROLES = 'http://terminology.hl7.org/CodeSystem/object-role';
const APPLICATION = 'Teams EHR Connector';

/**
 * A fact as an AuditEvent: who connected or disconnected, when it happened, and the visit it belongs to. The same fact
 * is the same resource, however often it is told. No join link and no name.
 *
 * @see {@link https://hl7.org/fhir/R4/auditevent.html}
 */
export function auditEventOf(fact: Fact, context: FactContext): AuditEvent {
  const at = fact.at.toISOString();
  const isConnected = fact.transition === 'connected';
  return {
    resourceType: 'AuditEvent',
    meta: { tag: [{ system: FACT_TAG_SYSTEM, code: fact.key }] },
    type: {
      system: 'http://dicom.nema.org/resources/ontology/DCM',
      code: '110100',
      display: 'Application Activity',
    },
    subtype: [{ system: EVENT_SYSTEM, code: `visit-${fact.transition}` }],
    action: 'E',
    period: isConnected ? { start: at } : { end: at },
    recorded: at,
    outcome: '0',
    ...(fact.assumed && { outcomeDesc: 'Assumed: nobody saw it; the visit had ended.' }),
    agent: [
      { who: { reference: context.userReference }, requestor: true },
      { who: { display: APPLICATION }, requestor: false },
    ],
    source: {
      observer: { display: APPLICATION },
      type: [
        {
          system: 'http://terminology.hl7.org/CodeSystem/security-source-type',
          code: '4',
          display: 'Application Server',
        },
      ],
    },
    entity: entitiesOf(fact, context),
  };
}

function entitiesOf(fact: Fact, context: FactContext): AuditEventEntity[] {
  const domainResource = { system: OBJECT_ROLES, code: '4', display: 'Domain Resource' };
  const entities: (AuditEventEntity | null)[] = [
    context.patientId === null
      ? null
      : {
          what: { reference: `Patient/${context.patientId}` },
          role: { system: OBJECT_ROLES, code: '1', display: 'Patient' },
        },
    context.appointmentId === null
      ? null
      : { what: { reference: `Appointment/${context.appointmentId}` }, role: domainResource },
    context.encounterId === null
      ? null
      : { what: { reference: `Encounter/${context.encounterId}` }, role: domainResource },
    {
      role: { system: OBJECT_ROLES, code: '20', display: 'Job' },
      detail: [
        { type: 'session', valueString: context.sessionKey },
        { type: 'session-kind', valueString: context.sessionKind },
        { type: 'participant', valueString: fact.participantId },
      ],
    },
  ];
  return entities.filter((entity) => entity !== null);
}
