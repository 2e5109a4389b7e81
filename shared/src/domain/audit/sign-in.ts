import { DAY_MS } from '../kernel/clock.ts';
import { actorOf } from '../staff/actor.ts';
import type { StaffMember } from '../staff/staff.ts';
import type { AuditLog } from './audit-log.ts';

/** Somebody has signed in with Microsoft, in a browser window of its own. */
export async function auditBrowserSignIn(audit: AuditLog, member: StaffMember, at: Date): Promise<void> {
  await audit.record(signIn(member, 'browser', at));
}

/** Teams vouches for who uses the tab with every request; recorded once for each person and day (UTC). */
export async function auditTabSignIn(audit: AuditLog, member: StaffMember, at: Date): Promise<void> {
  await audit.record(signIn(member, 'tab', at), new Date(at.getTime() - (at.getTime() % DAY_MS)));
}

const signIn = (member: StaffMember, by: 'browser' | 'tab', at: Date) =>
  ({
    at,
    actor: actorOf(member),
    action: 'signed-in',
    subject: member.organizationId,
    details: { by },
  }) as const;
