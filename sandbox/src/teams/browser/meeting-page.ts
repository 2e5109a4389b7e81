/// <reference lib="dom" />
import type { Ending, ServerMessage } from '../meeting-messages.ts';
import type { MeetingPageData } from '../meeting-pages.ts';
import { element, pageData } from './element.ts';
import { endingView, howToJoinView, lobbyView, preJoinView } from './join-views.ts';
import { createLocalMedia } from './media.ts';
import { openMeetingLink } from './meeting-link.ts';
import type { PeerSignal } from './peers.ts';
import { createRoomScreen, type RoomScreen } from './room-view.ts';

const { title, socketPath, signedInName } = pageData<MeetingPageData>();
const root = document.querySelector('#meeting') ?? document.body;
const connection = element('p', { class: 'connection', role: 'status', hidden: true }, 'Reconnecting…');
document.body.append(connection);

/** Shows one screen and puts the focus where reading should begin; the signal ends with the screen. */
let leaving = new AbortController();
function nextScreen(): AbortSignal {
  leaving.abort();
  leaving = new AbortController();
  return leaving.signal;
}
function show(screen: HTMLElement) {
  root.replaceChildren(screen);
  screen.querySelector('h1')?.focus();
}

function start() {
  if (signedInName === null) show(howToJoinView(title, () => void prepare('')));
  else void prepare('');
}

async function prepare(typedName: string) {
  const media = createLocalMedia();
  const signal = nextScreen();
  show(preJoinView({ title, media, signedInName, typedName, signal, onJoin: (name) => join(name, media) }));
  await media.open();
}

function join(name: string, media: ReturnType<typeof createLocalMedia>) {
  let selfId = '';
  let room: RoomScreen | null = null;
  let isInLobby = false;

  const link = openMeetingLink({
    path: socketPath,
    join: { name, mic: media.mic, camera: media.camera },
    onMessage: receive,
    onConnection: (connected) => {
      connection.hidden = connected;
    },
  });

  function receive(message: ServerMessage) {
    switch (message.kind) {
      case 'welcome':
        selfId = message.selfId;
        return;
      case 'room':
        if (message.room.phase === 'lobby') return wait();
        if (room === null) {
          nextScreen();
          room = createRoomScreen({ title, selfId, media, send: link.send });
          show(room.element);
        }
        return room.show(message.room);
      case 'signal':
        return room?.receive(message.from, message.signal as PeerSignal);
      case 'over':
        return finish(message.ending);
    }
  }

  function wait() {
    if (isInLobby) return;
    isInLobby = true;
    const onLeave = () => link.send({ kind: 'leave' });
    show(lobbyView({ title, name, media, signal: nextScreen(), onLeave }));
  }

  function finish(ending: Ending) {
    nextScreen();
    room?.close();
    media.close();
    connection.hidden = true;
    show(endingView(ending, () => void prepare(name)));
  }
}

start();
