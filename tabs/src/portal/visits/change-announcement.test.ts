import { describe, expect, it } from 'vitest';
import { enUs } from '../i18n/en-us.ts';
import { createI18n } from '../i18n/i18n.ts';
import { idOf, sampleParticipant, sampleVisit, sampleWriteback } from '../testing/sample-visits.ts';
import { changeAnnouncements } from './change-announcement.ts';

const i18n = createI18n('en-US', enUs);
const patient = sampleParticipant({ id: idOf(11) });
const expected = sampleVisit({ number: 1, participants: [patient] });
const waiting = sampleVisit({ number: 1, participants: [{ ...patient, state: 'waiting' }] });

describe('what screen readers are told', () => {
  it('names the visit and the participant, never a patient', () => {
    expect(changeAnnouncements(i18n, expected, waiting)).toEqual(['Visit Unscheduled: Patient is waiting.']);
  });

  it('numbers the patients of a group visit', () => {
    const group = (state: 'expected' | 'lobby') =>
      sampleVisit({ number: 1, kind: 'group', participants: [{ ...patient, number: 2, state }] });
    expect(changeAnnouncements(i18n, group('expected'), group('lobby'))).toEqual([
      'Visit Unscheduled: Patient 2 is in the lobby.',
    ]);
  });

  it('is nothing for a change that only moves details', () => {
    expect(changeAnnouncements(i18n, waiting, { ...waiting, version: 2, notification: 'person' })).toEqual(
      [],
    );
  });

  it('is once that a visit has ended, instead of every departure', () => {
    const ended = sampleVisit({ number: 1, state: 'ended', participants: [{ ...patient, state: 'left' }] });
    expect(changeAnnouncements(i18n, waiting, ended)).toEqual(['Visit Unscheduled has ended.']);
    expect(changeAnnouncements(i18n, ended, ended)).toEqual([]);
  });

  it('includes what a coordinator must act on', () => {
    const writeback = sampleWriteback({ participantId: patient.id, at: '2026-03-02T09:00:00.000Z' });
    const before = { ...waiting, writebacks: [{ ...writeback, state: 'pending' as const }] };
    const after = {
      ...waiting,
      notification: 'failed' as const,
      writebacks: [{ ...writeback, state: 'parked' as const }],
    };
    expect(changeAnnouncements(i18n, before, after)).toEqual([
      'Visit Unscheduled: the EHR could not be told.',
      'Visit Unscheduled: nobody could be notified of the arrival.',
    ]);
  });
});
