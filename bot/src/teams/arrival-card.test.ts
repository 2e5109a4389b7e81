import type { CardState } from '@ehr-connector/shared/domain/arrivals/arrival.ts';
import type { CardContent } from '@ehr-connector/shared/domain/arrivals/staff-chat.ts';
import { describe, expect, it } from 'vitest';
import { arrivalCard, arrivalMessage } from './arrival-card.ts';
import { CARD_WORDS, type CardLocale } from './card-words.ts';

const STATES = ['waiting', 'handed-over', 'lobby', 'in-meeting', 'left', 'unknown', 'ended'] as const;
const LOCALES = Object.keys(CARD_WORDS) as CardLocale[];

function content(show: Partial<CardState> = {}, change: Partial<CardContent> = {}): CardContent {
  return {
    visitId: '0f6dfb0c-7f43-4a1a-8d43-5a0f3c1f9d11',
    scheduledStart: new Date('2026-01-05T10:30:00Z'),
    patientNumber: null,
    department: 'Cardiology',
    show: { state: 'waiting', since: new Date('2026-01-05T10:27:31.456Z'), waitedMinutes: 0, ...show },
    joinUrl: 'https://connector.example/join/0f6dfb0c-7f43-4a1a-8d43-5a0f3c1f9d11',
    ...change,
  };
}

/** What a reader sees, line by line. */
function lines(card: unknown): string[] {
  if (Array.isArray(card)) return card.flatMap(lines);
  if (typeof card !== 'object' || card === null) return [];
  if ('text' in card) return [String(card.text)];
  return Object.values(card).flatMap(lines);
}

describe('an arrival card', () => {
  it('says that a patient waits, for which visit and since when, on each reader’s own clock', () => {
    expect(lines(arrivalCard(content(), 'en-US'))).toEqual([
      '⏳',
      'Patient is waiting',
      'Visit at {{TIME(2026-01-05T10:30:00Z)}}',
      'Cardiology',
      'In the waiting room since {{TIME(2026-01-05T10:27:31Z)}} · has just arrived',
    ]);
  });

  it.each([
    [1, 'for 1 minute'],
    [15, 'for 15 minutes'],
  ])('says how long the patient has waited (%i)', (waitedMinutes, words) => {
    expect(lines(arrivalCard(content({ waitedMinutes }), 'en-US')).at(-1)).toContain(words);
  });

  it('tells several patients of one visit apart by number', () => {
    const card = arrivalCard(content({}, { patientNumber: 2, department: null }), 'en-US');
    expect(lines(card)).toContain('Visit at {{TIME(2026-01-05T10:30:00Z)}} · Patient 2');
  });

  it('says so when the visit has no time', () => {
    const card = arrivalCard(content({}, { scheduledStart: null, patientNumber: 1 }), 'en-US');
    expect(lines(card)).toContain('Unscheduled visit · Patient 1');
  });

  it.each(STATES)('leads to us, and not to the meeting, when the state is %s', (state) => {
    const { actions } = arrivalCard(content({ state }), 'en-US');
    const join = { type: 'Action.OpenUrl', title: 'Join', url: content().joinUrl };
    expect(actions).toEqual(state === 'ended' ? [] : [join]);
  });

  it.each(LOCALES)('looks and reads differently in every state (%s)', (locale) => {
    const drawn = STATES.map((state) => lines(arrivalCard(content({ state }), locale)));
    for (const line of [0, 1, 4]) expect(new Set(drawn.map((one) => one[line])).size).toBe(STATES.length);
    expect(drawn.flat().join()).not.toMatch(/\{(time|n)\}|undefined/);
  });

  it('tells in words what a client shows that cannot draw it', () => {
    const message = arrivalMessage(content({ state: 'lobby' }), 'es-ES');
    const [attachment] = message.attachments;
    expect(message.summary).toBe('El paciente está en la sala de espera de Teams');
    expect(attachment?.content).toMatchObject({
      version: '1.5',
      lang: 'es-ES',
      speak: message.summary,
      fallbackText: expect.stringContaining(message.summary),
    });
  });

  it('is the same for the same state', () => {
    expect(arrivalMessage(content(), 'zh-CN')).toEqual(arrivalMessage(content(), 'zh-CN'));
  });
});
