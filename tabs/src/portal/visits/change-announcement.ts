import type { BoardParticipant, BoardVisit } from '@ehr-connector/shared/contract/visit-board.ts';
import type { I18n } from '../i18n/i18n.ts';
import { participantName, visitTime } from './visit-words.ts';

const TOLD_STATES = ['waiting', 'lobby', 'in-meeting', 'left'] as const;
type ToldState = (typeof TOLD_STATES)[number];

/** What a screen reader is told of a change: a sentence for each thing that matters, none for the rest. */
export function changeAnnouncements(i18n: I18n, before: BoardVisit | undefined, after: BoardVisit): string[] {
  const { t } = i18n;
  const time = visitTime(i18n, after);
  const said: string[] = [];
  if (after.state === 'ended') return before?.state === 'ended' ? said : [t('live.ended', { time })];
  const stateBefore = new Map(before?.participants.map(({ id, state }) => [id, state]));
  for (const participant of after.participants) {
    const { state } = participant;
    if (!isTold(state) || stateBefore.get(participant.id) === state) continue;
    said.push(t(`live.${state}`, { time, who: participantName(i18n, participant, after) }));
  }
  const parkedBefore = new Set(before?.writebacks.filter(isParked).map(({ id }) => id));
  if (after.writebacks.some((writeback) => isParked(writeback) && !parkedBefore.has(writeback.id))) {
    said.push(t('live.parked', { time }));
  }
  if (after.notification === 'failed' && before?.notification !== 'failed')
    said.push(t('live.notReached', { time }));
  return said;
}

function isTold(state: BoardParticipant['state']): state is ToldState {
  return TOLD_STATES.some((told) => told === state);
}

function isParked(writeback: BoardVisit['writebacks'][number]): boolean {
  return writeback.state === 'parked';
}
