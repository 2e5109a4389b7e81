import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Cloud, Meeting, Person } from '../cloud/model.ts';
import { findMeetingOfChat } from '../cloud/online-meeting.ts';
import { parseClientMessage } from './meeting-messages.ts';
import type { Link, MeetingSessions } from './meeting-sessions.ts';

/** Where a meeting page connects; the thread id follows, percent-encoded. */
export const MEETING_SOCKET = '/teams/meetings/';

const HEARTBEAT_MS = 10_000;
/** RFC 6455 §7.4.1: 1000 is a normal closure, 1001 "going away", as of a page that is left. */
const DELIBERATE_CODES = [1000, 1001];

/** Carries {@link MeetingSessions} over WebSockets on the cloud's own server. */
export function mountMeetingSocket(deps: {
  server: Server;
  sessions: MeetingSessions;
  cloud: Cloud;
  signedInPerson: (request: IncomingMessage) => Person | null;
}): { close(): void } {
  const { server, sessions, cloud, signedInPerson } = deps;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 256 * 1024 });
  const silent = new WeakSet<WebSocket>();

  function onUpgrade(request: IncomingMessage, stream: Duplex, head: Buffer) {
    if (!request.url?.startsWith(MEETING_SOCKET)) return;
    const meeting = isSameOrigin(request) ? findMeetingOfChat(cloud, threadIdOf(request.url)) : null;
    if (meeting === null) {
      stream.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => carry(socket, meeting, signedInPerson(request)));
  }
  server.on('upgrade', onUpgrade);

  function carry(socket: WebSocket, meeting: Meeting, person: Person | null) {
    const link: Link = { send: (message) => socket.send(JSON.stringify(message)) };
    const connection = sessions.connect(meeting, person, link);
    socket.on('message', (data) => {
      const message = parseClientMessage(String(data));
      if (message === null) socket.close(1003, 'not a message of this protocol');
      else connection.receive(message);
    });
    socket.on('pong', () => silent.delete(socket));
    // A broken frame ends the connection: what follows is the 'close' event.
    socket.on('error', () => socket.terminate());
    socket.on('close', (code) => connection.lost(DELIBERATE_CODES.includes(code)));
  }

  // A cable pulled out closes nothing: who does not answer a ping until the next one is gone.
  const heartbeat = setInterval(() => {
    for (const socket of sockets.clients) {
      if (silent.has(socket)) socket.terminate();
      silent.add(socket);
      socket.ping();
    }
  }, HEARTBEAT_MS).unref();

  return {
    close() {
      clearInterval(heartbeat);
      server.off('upgrade', onUpgrade);
      for (const socket of sockets.clients) socket.terminate();
    },
  };
}

function threadIdOf(url: string): string {
  const { pathname } = new URL(url, 'http://localhost');
  try {
    return decodeURIComponent(pathname.slice(MEETING_SOCKET.length));
  } catch {
    return '';
  }
}

/** WebSockets know no same-origin policy: without this any page could act with the person's cookie. */
function isSameOrigin({ headers }: IncomingMessage): boolean {
  if (headers.origin === undefined) return true;
  return URL.canParse(headers.origin) && new URL(headers.origin).host === headers.host;
}
