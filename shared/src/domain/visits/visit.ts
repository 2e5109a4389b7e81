import type { ConfirmedSession } from '../launch/launch.ts';

/** The Teams meeting of a visit, filled in step by step; nothing of it leaves before `securedAt` is set. */
export interface VisitRoom {
  /** Entra object id of who organises the meeting; chosen and stored before anything is created. */
  readonly organizer: string;
  readonly meetingId: string | null;
  readonly threadId: string | null;
  /** When lobby and presenters were last confirmed by reading them back. */
  readonly securedAt: Date | null;
  /** Entra object ids of the presenters that were confirmed, sorted. */
  readonly presenters: readonly string[];
  readonly botInstalledAt: Date | null;
}

export interface Visit {
  readonly organizationId: string;
  /** Random, so it also serves as the opaque handle in URLs. */
  readonly id: string;
  readonly connectionId: string;
  /** What both sides derive equally; unique within the connection among visits of one kind. */
  readonly sessionKey: string;
  readonly kind: 'single' | 'group';
  readonly scheduledStart: Date | null;
  readonly scheduledEnd: Date | null;
  readonly departmentId: string | null;
  readonly appointmentId: string | null;
  readonly encounterId: string | null;
  /** `Practitioner/…` references: who is told of an arrival. */
  readonly practitioners: readonly string[];
  /** Counts the times the visit was begun anew after it had ended, from 1. */
  readonly segment: number;
  readonly createdAt: Date;
  /** `null` while the segment is open. */
  readonly endedAt: Date | null;
  readonly room: VisitRoom;
  /** Counts up with every change that anybody can see. */
  readonly version: number;
}

/** What a launch brings along for a visit that may exist already. */
export interface VisitOpening {
  readonly organizationId: string;
  readonly connectionId: string;
  readonly session: ConfirmedSession;
  readonly departmentId: string | null;
}
