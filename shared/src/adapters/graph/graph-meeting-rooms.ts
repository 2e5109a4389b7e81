import { z } from 'zod';
import { DomainError } from '../../domain/kernel/domain-error.ts';
import type { MeetingRooms } from '../../domain/visits/meeting-rooms.ts';
import { type GraphClient, roomUnavailable } from './graph-client.ts';

const OpenedMeeting = z.object({
  id: z.string().min(1),
  joinWebUrl: z.url({ protocol: /^https?$/ }),
  chatInfo: z.object({ threadId: z.string().min(1) }),
});

const SecuredMeeting = z.object({
  lobbyBypassSettings: z.object({ scope: z.string(), isDialInBypassEnabled: z.boolean().nullish() }),
  allowedPresenters: z.string(),
  participants: z.object({
    attendees: z
      .array(z.object({ role: z.string(), identity: z.object({ user: z.object({ id: z.string() }) }) }))
      .nullish(),
  }),
});

/** No patient, no clinician, no reason for the visit: the subject is seen by everybody who joins. */
const SUBJECT = 'Virtual visit';

/** Teams meetings, made in the name of an organiser of the connection's pool. */
export function graphMeetingRooms(deps: { readonly graph: GraphClient }): MeetingRooms {
  const { graph } = deps;
  return {
    async open({ tenantId, organizer, key, start, end, signal }) {
      try {
        const answer = await graph.call({
          tenantId,
          method: 'POST',
          path: `/v1.0/users/${encodeURIComponent(organizer)}/onlineMeetings/createOrGet`,
          // Takes no lobby settings: those are set by PATCH, and no link leaves before they are confirmed.
          body: {
            externalId: key,
            subject: SUBJECT,
            startDateTime: start.toISOString(),
            endDateTime: end.toISOString(),
          },
          signal,
        });
        const meeting = OpenedMeeting.parse(answer);
        return { meetingId: meeting.id, joinUrl: meeting.joinWebUrl, threadId: meeting.chatInfo.threadId };
      } catch (error) {
        throw roomUnavailable(error);
      }
    },

    async secure({ tenantId, organizer, meetingId, presenters, signal }) {
      const path = `/v1.0/users/${encodeURIComponent(organizer)}/onlineMeetings/${encodeURIComponent(meetingId)}`;
      const call = { tenantId, path, signal };
      // The organiser passes and presents anyhow, whether Graph lists them among those invited or not.
      const isOther = (id: string) => id !== organizer.toLowerCase();
      const invited = presenters.map((id) => id.toLowerCase()).filter(isOther);
      try {
        await graph.call({ ...call, method: 'PATCH', body: securedSettings(invited) });
        const found = SecuredMeeting.parse(await graph.call({ ...call, method: 'GET' }));
        if (!isSecured(found, invited, isOther)) {
          throw new DomainError(
            'room-unavailable',
            'a policy of the tenant keeps the meeting’s lobby or presenters otherwise',
          );
        }
      } catch (error) {
        throw roomUnavailable(error);
      }
    },
  };
}

/**
 * Only who is invited passes the lobby, and only clinicians are: a patient waits there also with a work account.
 *
 * @see {@link https://learn.microsoft.com/graph/api/resources/lobbybypasssettings}
 */
function securedSettings(presenters: readonly string[]) {
  return {
    lobbyBypassSettings: { scope: 'invited', isDialInBypassEnabled: false },
    allowedPresenters: 'roleIsPresenter',
    allowedLobbyAdmitters: 'organizerAndCoOrganizersAndPresenters',
    isEntryExitAnnounced: false,
    participants: { attendees: presenters.map((id) => ({ identity: { user: { id } }, role: 'presenter' })) },
  };
}

function isSecured(
  found: z.infer<typeof SecuredMeeting>,
  presenters: readonly string[],
  isOther: (id: string) => boolean,
): boolean {
  const { lobbyBypassSettings: lobby, allowedPresenters, participants } = found;
  const invited = (participants.attendees ?? [])
    .map(({ identity, role }) => ({ id: identity.user.id.toLowerCase(), role }))
    .filter(({ id }) => isOther(id));
  return (
    lobby.scope === 'invited' &&
    lobby.isDialInBypassEnabled !== true &&
    allowedPresenters === 'roleIsPresenter' &&
    invited.every(({ role }) => role === 'presenter') &&
    sorted(invited.map(({ id }) => id)) === sorted(presenters)
  );
}

const sorted = (ids: readonly string[]): string => ids.toSorted().join();
