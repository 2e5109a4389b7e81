import type { Writeback } from './writeback-log.ts';

/** Who is in a visit, as far as the hospital has been told. */
export interface Presence {
  readonly who: string;
  readonly side: 'clinician' | 'patient';
  readonly status: 'connected' | 'disconnected';
  readonly since: Date;
}

/** When something happened: as told, or else when it was told. */
export function timeOf(told: Writeback): Date {
  return new Date(told.happenedAt ?? told.receivedAt);
}

/** The last word about each person, in the order they were first heard of. */
export function presenceOf(told: readonly Writeback[]): readonly Presence[] {
  const last = new Map<string, Presence>();
  for (const one of told) {
    last.set(`${one.side}/${one.who}`, {
      who: one.who,
      side: one.side,
      status: one.status,
      since: timeOf(one),
    });
  }
  return [...last.values()];
}
