import { DomainError, isDomainError } from '@ehr-connector/shared/domain/kernel/domain-error.ts';
import type { Joining } from '@ehr-connector/shared/domain/visits/joining.ts';
import type { Askers } from './asker.ts';
import { redirect } from './reply.ts';
import type { DrawFailure, Routes } from './server.ts';
import { visitIdOf } from './visit-id.ts';

/** Buttons in cards, on boards and on the patient's page point here; the meeting's own link is never shown. */
export function joinRoutes(
  routes: Routes,
  deps: { readonly askers: Askers; readonly joining: Joining; readonly draw: DrawFailure },
): void {
  routes.get(
    '/join/:visit',
    async (request) => {
      const visitId = visitIdOf(request);
      // Browsers fetch ahead what may be opened next; nobody has joined by that.
      if (request.headers['sec-purpose']?.includes('prefetch'))
        throw new DomainError('request-invalid', 'joining is not fetched ahead');
      if (request.url.searchParams.get('as') === 'patient') {
        const session = await deps.askers.patient(request, visitId);
        return redirect(
          await deps.joining.asPatient(
            session.organizationId,
            visitId,
            session.participantId,
            request.signal,
          ),
        );
      }
      const member = await deps.askers.staff(request).catch((error: unknown) => {
        if (isDomainError(error, 'signin-required')) return null;
        throw error;
      });
      if (member === null) return redirect(`/signin?to=/join/${visitId}`);
      return redirect(await deps.joining.asStaff(member, visitId, request.signal));
    },
    { draw: deps.draw },
  );
}
