import type {
  BoardParticipant,
  BoardVisit,
  BoardWriteback,
} from '@ehr-connector/shared/contract/visit-board.ts';
import type { I18n } from '../i18n/i18n.ts';

/** The scheduled time, which is what people call a visit by. */
export function visitTime(i18n: I18n, visit: BoardVisit): string {
  return visit.startsAt ? i18n.time(new Date(visit.startsAt)) : i18n.t('visit.unscheduled');
}

/** What a participant is called: staff by name, everybody else by role, numbered where there are several. */
export function participantName(i18n: I18n, participant: BoardParticipant, visit: BoardVisit): string {
  const { role, number, displayName } = participant;
  if (role === 'clinician' && displayName) return displayName;
  const isOneOfMany =
    (visit.kind === 'group' && role === 'patient') ||
    visit.participants.some((other) => other.role === role && other.number !== number);
  return isOneOfMany ? i18n.t(`participant.${role}Number`, { number }) : i18n.t(`participant.${role}`);
}

/** One thing the EHR was or is to be told, such as "Patient connected 10:31". */
export function writebackFact(i18n: I18n, writeback: BoardWriteback, visit: BoardVisit): string {
  const participant = visit.participants.find(({ id }) => id === writeback.participantId);
  const who = participant ? participantName(i18n, participant, visit) : i18n.t('participant.guest');
  return i18n.t(`ehr.${writeback.transition}`, { who, time: i18n.time(new Date(writeback.at)) });
}
