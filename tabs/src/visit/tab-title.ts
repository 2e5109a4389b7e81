import type { Messages } from './messages/messages.ts';
import type { Screen } from './screen.ts';

/** What the browser's tab says: the state first, since tabs are narrow. */
export function tabTitle(screen: Screen, text: Messages): string {
  return `${headline(screen.kind, text)} – ${text.productName}`;
}

function headline(kind: Screen['kind'], text: Messages): string {
  switch (kind) {
    case 'ready':
      return text.ready.title;
    case 'waiting':
    case 'opening':
      return text.opening.heading;
    case 'handed-over':
      return text.handedOver.heading;
    case 'in-meeting':
      return text.inMeeting.heading;
    case 'session-expired':
      return text.sessionExpired.heading;
    case 'handover-spent':
      return text.handoverSpent.heading;
    case 'not-found':
      return text.notFound.heading;
    case 'signed-off':
      return text.signedOff.heading;
    case 'lobby':
    case 'left':
    case 'ended':
    case 'failed':
      return text[kind].heading;
  }
}
