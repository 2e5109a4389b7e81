import { mountBrowserAssets } from './browser-assets.ts';
import { mountChatPages } from './chat-pages.ts';
import { mountMeetingPages } from './meeting-pages.ts';
import { createMeetingSessions } from './meeting-sessions.ts';
import { mountMeetingSocket } from './meeting-socket.ts';
import { mountTabPages } from './tab-pages.ts';
import type { TeamsPagesDeps } from './teams-deps.ts';

const GRACE_MS = 5_000;

/**
 * Puts the Teams client onto the cloud's web server: chats, meetings and the tab frame.
 *
 * @returns what ends every open stream and socket, without which the server would wait for them when it closes.
 */
export function mountTeamsPages(deps: TeamsPagesDeps): { close(): void } {
  const { app, server, cloud, signIn } = deps;
  const sessions = createMeetingSessions({ cloud, graceMs: deps.graceMs ?? GRACE_MS });
  const socket = mountMeetingSocket({ server, sessions, cloud, signedInPerson: signIn.signedInPerson });
  mountBrowserAssets(app);
  mountMeetingPages({ app, cloud, signIn });
  mountTabPages(deps);
  const chats = mountChatPages(deps);
  return {
    close() {
      chats.close();
      socket.close();
      sessions.close();
    },
  };
}
