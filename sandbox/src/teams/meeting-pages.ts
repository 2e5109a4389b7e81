import type { Express, Response } from 'express';
import { html } from '../cloud/html.ts';
import type { Cloud, Meeting, Person } from '../cloud/model.ts';
import { findMeetingOfChat } from '../cloud/online-meeting.ts';
import type { TeamsServices } from '../cloud/teams-services.ts';
import { MEETING_SOCKET } from './meeting-socket.ts';
import { sendNotice, sendPage } from './page.ts';

/** What the meeting page's script starts from. */
export interface MeetingPageData {
  readonly title: string;
  readonly socketPath: string;
  /** Null for somebody who is not signed in, who will be asked for a name. */
  readonly signedInName: string | null;
}

/** The page behind a meeting's join link. */
export function mountMeetingPages(deps: {
  app: Express;
  cloud: Cloud;
  signIn: TeamsServices['signIn'];
}): void {
  const { app, cloud, signIn } = deps;

  app.get('/l/meetup-join/:threadId/:messageId', (request, response) => {
    const meeting = findMeetingOfChat(cloud, request.params.threadId);
    if (meeting === null || !contextFits(request.query.context, meeting, cloud))
      return sendNotFound(response);
    sendMeeting(response, meeting, signIn.signedInPerson(request));
  });
  app.get('/l/meetup-join{/*rest}', (_request, response) => sendNotFound(response));

  function sendMeeting(response: Response, meeting: Meeting, person: Person | null) {
    const title = cloud.chats.get(meeting.chatId)?.title ?? 'Meeting';
    const data: MeetingPageData = {
      title,
      socketPath: MEETING_SOCKET + encodeURIComponent(meeting.chatId),
      signedInName: person?.displayName ?? null,
    };
    sendPage(response, {
      title: `${title} | Teams`,
      styles: ['meeting.css', 'meeting-stage.css'],
      script: 'meeting-page.ts',
      data,
      body: html`<div id="meeting" class="meeting"></div>`,
    });
  }
}

/** A link whose tenant or organiser was changed by hand leads nowhere, as in Teams. */
function contextFits(context: unknown, meeting: Meeting, cloud: Cloud): boolean {
  if (typeof context !== 'string') return context === undefined;
  try {
    const { Tid, Oid } = JSON.parse(context) as { Tid?: string; Oid?: string };
    return (
      (Tid ?? cloud.tenantId) === cloud.tenantId && (Oid ?? meeting.organizerOid) === meeting.organizerOid
    );
  } catch {
    return false;
  }
}

function sendNotFound(response: Response) {
  sendNotice(response, {
    status: 404,
    title: 'Meeting not found',
    text: 'We could not find this meeting. Check that the whole link was opened, or ask the organiser for a new one.',
  });
}
