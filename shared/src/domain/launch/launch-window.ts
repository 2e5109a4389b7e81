import type { ConnectionSettings } from '../connections/connection.ts';
import { addMs } from '../kernel/clock.ts';
import { DomainError } from '../kernel/domain-error.ts';
import type { ConfirmedSession } from './launch.ts';

/**
 * Refuses a launch outside the visit's time, in words somebody can act on.
 *
 * @throws {DomainError} `appointment-cancelled`, `appointment-too-early`, `appointment-over`.
 */
export function refuseOutsideWindow(
  session: ConfirmedSession,
  settings: Pick<ConnectionSettings, 'opensBeforeMs' | 'closesAfterMs'>,
  now: Date,
): void {
  if (session.status === 'cancelled')
    throw new DomainError('appointment-cancelled', 'the appointment was cancelled');
  if (session.start !== null && now < addMs(session.start, -settings.opensBeforeMs)) {
    throw new DomainError('appointment-too-early', 'the visit cannot be entered yet');
  }
  const end = session.end ?? session.start;
  if (end !== null && now > addMs(end, settings.closesAfterMs)) {
    throw new DomainError('appointment-over', 'the time of the visit has passed');
  }
}
