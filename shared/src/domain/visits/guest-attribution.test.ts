import { expect, it } from 'vitest';
import { attributedGuests } from './guest-attribution.ts';
import type { Participant, ParticipantRole } from './participant.ts';
import type { StoredSignal } from './signal.ts';

const person = (id: string, role: ParticipantRole, number: number): Participant => ({
  id,
  visitId: 'visit',
  role,
  identity: id,
  entraObjectId: null,
  knownToEhr: role !== 'guest',
  number,
});
const handedOver = (participantId: string, number: number): StoredSignal => {
  const at = new Date(0);
  const signal = { key: 'handed-over', source: 'page', kind: 'handed-over', endpoint: 'join' } as const;
  return { ...signal, participantId, number, at, until: at, storedAt: at };
};
const patient = person('patient', 'patient', 1);

it('takes the anonymous guest who joins after the hand-over for the only patient', () => {
  const guest = person('guest', 'guest', 3);
  expect(attributedGuests([patient, guest], [handedOver('patient', 2)])).toEqual(
    new Map([['guest', 'patient']]),
  );
});

it.each([
  ['came before the hand-over', [patient, person('guest', 'guest', 2)], [handedOver('patient', 3)]],
  ['came though nobody was handed over', [patient, person('guest', 'guest', 2)], []],
  [
    'could be one of several',
    [patient, person('proxy', 'proxy', 2), person('guest', 'guest', 4)],
    [handedOver('patient', 3)],
  ],
  [
    'has an account',
    [patient, { ...person('guest', 'guest', 3), entraObjectId: 'colleague' }],
    [handedOver('patient', 2)],
  ],
] as const)('leaves a guest a guest who %s', (_, participants, signals) => {
  expect(attributedGuests(participants, signals)).toEqual(new Map());
});
