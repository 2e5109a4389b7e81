import { isPatientSide, type Participant } from './participant.ts';
import type { StoredSignal } from './signal.ts';

/**
 * Says which anonymous guests of the roster are the patient: guest's participant id → patient's participant id.
 *
 * In a visit with one patient side, the anonymous guest who joins after the hand-over is that patient; with several, it
 * is a guest. "After" is the order of storing, which is causal: the hand-over is stored before the join link leaves us,
 * so a guest first seen before it came by another way.
 */
export function attributedGuests(
  participants: readonly Participant[],
  signals: readonly StoredSignal[],
): ReadonlyMap<string, string> {
  const attributed = new Map<string, string>();
  const handedOver = (patient: Participant, before: number) =>
    signals.some((s) => s.participantId === patient.id && s.kind === 'handed-over' && s.number < before);
  for (const guest of participants) {
    if (guest.role !== 'guest' || guest.entraObjectId !== null) continue;
    const patients = participants.filter((other) => isPatientSide(other) && other.number < guest.number);
    const [patient] = patients;
    if (patient !== undefined && patients.length === 1 && handedOver(patient, guest.number))
      attributed.set(guest.id, patient.id);
  }
  return attributed;
}
