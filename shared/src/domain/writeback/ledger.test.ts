import { describe, expect, it } from 'vitest';
import { addMs, MINUTE_MS } from '../kernel/clock.ts';
import type { Participant } from '../visits/participant.ts';
import type { Presence } from '../visits/presence.ts';
import { factsDue, type LedgerInput, type Told } from './ledger.ts';

const noon = new Date('2026-03-01T12:00:00Z');
const at = (minutes: number) => addMs(noon, minutes * MINUTE_MS);

const patient: Participant = {
  id: 'patient',
  visitId: 'visit',
  role: 'patient',
  identity: 'ehr:1',
  entraObjectId: null,
  knownToEhr: true,
  number: 1,
};
const told: Told = { participantId: 'patient', transition: 'connected', at: at(0), count: 1 };
const left = (since: Date, observedAt: Date): Presence => ({
  participantId: 'patient',
  state: 'left',
  since,
  observedAt,
  beenInMeeting: true,
  handedOver: true,
});

const due = (input: Partial<LedgerInput>) =>
  factsDue({
    visitId: 'visit',
    participants: [patient],
    presences: [],
    signals: [],
    told: [],
    foldedNumber: 0,
    settings: { connectedMeans: 'waiting-room', absentAfterMs: MINUTE_MS },
    endedAt: null,
    now: at(10),
    ...input,
  });

describe('what the EHR is told', () => {
  it('never goes back in time, though the witness of the end has a clock that is behind', () => {
    const { facts } = due({ told: [told], presences: [left(at(-2), at(5))] });
    expect(facts).toMatchObject([
      { transition: 'disconnected', at: at(0), key: 'visit:patient:2:disconnected' },
    ]);
  });

  it('is the time of the event, not that of telling', () => {
    const { facts } = due({ told: [told], presences: [left(at(4), at(5))] });
    expect(facts).toMatchObject([{ transition: 'disconnected', at: at(4), assumed: false }]);
  });

  it('waits for the stated time of absence, by our clock, and says when to look again', () => {
    const justNow = due({ told: [told], presences: [left(at(4), at(9.5))] });
    expect(justNow).toEqual({ facts: [], nextAt: at(10.5) });
    expect(due({ told: [told], presences: [left(at(4), at(9))] }).facts).toHaveLength(1);
  });

  it('says nothing of whom the EHR does not know', () => {
    const unknown = { ...patient, knownToEhr: false };
    expect(due({ participants: [unknown], told: [told], presences: [left(at(4), at(5))] }).facts).toEqual([]);
  });
});
