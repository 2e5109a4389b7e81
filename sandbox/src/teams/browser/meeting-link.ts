/// <reference lib="dom" />
import type { ClientMessage, MediaState, ServerMessage } from '../meeting-messages.ts';

const RETRY_MS = 500;

/** The page's connection to the meeting; takes up its place again when the network broke. */
export interface MeetingLink {
  send(message: ClientMessage): void;
  close(): void;
}

export function openMeetingLink(deps: {
  path: string;
  join: { name: string } & MediaState;
  onMessage: (message: ServerMessage) => void;
  onConnection: (connected: boolean) => void;
}): MeetingLink {
  let session: string | null = null;
  let isOver = false;
  let socket = connect();

  function connect(): WebSocket {
    const opened = new WebSocket(deps.path);
    opened.addEventListener('open', () => {
      const hello: ClientMessage =
        session === null ? { kind: 'join', ...deps.join } : { kind: 'resume', session };
      opened.send(JSON.stringify(hello));
      deps.onConnection(true);
    });
    opened.addEventListener('message', ({ data }) => {
      const message: ServerMessage = JSON.parse(data);
      if (message.kind === 'welcome') session = message.session;
      if (message.kind === 'over') isOver = true;
      deps.onMessage(message);
      if (isOver) opened.close(1000);
    });
    opened.addEventListener('close', () => {
      if (isOver) return;
      deps.onConnection(false);
      setTimeout(() => {
        if (!isOver) socket = connect();
      }, RETRY_MS);
    });
    return opened;
  }

  return {
    send(message) {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
    },
    close() {
      isOver = true;
      socket.close(1000);
    },
  };
}
