/// <reference lib="dom" />
import type { ClientMessage, RoomView } from '../meeting-messages.ts';
import { element, iconElement } from './element.ts';
import type { IconName } from './icons.ts';
import { createLobbyToast } from './lobby-toast.ts';
import type { LocalMedia } from './media.ts';
import { createPeers, type PeerSignal } from './peers.ts';
import { createPeoplePanel } from './people-panel.ts';
import { createStage } from './stage.ts';

type Room = Extract<RoomView, { phase: 'meeting' }>;

/** The meeting itself, from being let in until leaving. */
export interface RoomScreen {
  readonly element: HTMLElement;
  show(room: Room): void;
  receive(from: string, signal: PeerSignal): void;
  close(): void;
}

const WIDE = '(min-width: 800px)';

export function createRoomScreen(deps: {
  title: string;
  selfId: string;
  media: LocalMedia;
  send: (message: ClientMessage) => void;
}): RoomScreen {
  const { selfId, media, send } = deps;
  const gone = new AbortController();
  let room: Room | null = null;
  let isPanelOpen = matchMedia(WIDE).matches;

  const peers = createPeers({
    selfId,
    local: media,
    send: (to, signal) => send({ kind: 'signal', to, signal }),
    onStream: () => redraw(),
  });
  const ownStream = new MediaStream();
  const stage = createStage({
    selfId,
    streamOf: (id) => (id === selfId ? ownStream : peers.streamOf(id)),
  });
  const admit = (entryId: string) => send({ kind: 'admit', entryId });
  const panel = createPeoplePanel({
    selfId,
    onAdmit: admit,
    onDeny: (entryId) => send({ kind: 'deny', entryId }),
    onClose: () => showPanel(false),
  });
  const toast = createLobbyToast({ onAdmit: admit, onView: () => showPanel(true) });

  const people = control('People', 'people', () => showPanel(!isPanelOpen));
  const peopleCount = element('span', { class: 'badge', 'aria-hidden': 'true', hidden: true });
  people.append(peopleCount);
  people.setAttribute('aria-controls', 'people-panel');
  const camera = control('Camera', 'camera', () => void media.setCamera(!media.camera));
  const mic = control('Microphone', 'mic', () => void media.setMic(!media.mic));
  const end = element(
    'button',
    { type: 'button', class: 'button danger outline', click: () => send({ kind: 'end' }) },
    'End meeting',
  );
  const leave = element(
    'button',
    { type: 'button', class: 'button danger', click: () => send({ kind: 'leave' }) },
    iconElement('leave'),
    'Leave',
  );
  const clock = element('span', { class: 'room-clock', role: 'timer', 'aria-label': 'Time in the meeting' });
  const screen = element(
    'main',
    { class: 'room' },
    element(
      'header',
      { class: 'room-bar' },
      element('div', { class: 'room-title' }, element('h1', { tabindex: '-1' }, deps.title), clock),
      element(
        'div',
        { class: 'room-controls', role: 'toolbar', 'aria-label': 'Meeting controls' },
        people,
        camera,
        mic,
        end,
        leave,
      ),
    ),
    element('div', { class: 'room-body' }, stage.element, panel.element, toast.element),
  );

  function showPanel(open: boolean) {
    isPanelOpen = open;
    panel.element.hidden = !open;
    people.setAttribute('aria-expanded', String(open));
    redraw();
  }

  function showMedia() {
    ownStream.getTracks().forEach((track) => void ownStream.removeTrack(track));
    if (media.videoTrack !== null) ownStream.addTrack(media.videoTrack);
    relabel(
      camera,
      media.camera ? 'Turn camera off' : 'Turn camera on',
      media.camera ? 'camera' : 'cameraOff',
    );
    relabel(mic, media.mic ? 'Mute' : 'Unmute', media.mic ? 'mic' : 'micOff');
    peers.replaceTracks();
    send({ kind: 'media', mic: media.mic, camera: media.camera });
  }

  function redraw() {
    if (room === null) return;
    stage.show(room.participants);
    panel.show(room);
    toast.show(room.waiting, isPanelOpen);
    end.hidden = !room.canEnd;
    peopleCount.textContent = String(room.waiting.length);
    peopleCount.hidden = room.waiting.length === 0;
  }

  function showClock() {
    if (room !== null) clock.textContent = duration(Date.now() - Date.parse(room.startedAt));
  }

  media.watch(showMedia, gone.signal);
  showMedia();
  showPanel(isPanelOpen);
  const ticking = setInterval(showClock, 1000);

  return {
    element: screen,
    show(next) {
      room = next;
      peers.sync(next.participants.map(({ id }) => id));
      redraw();
      showClock();
    },
    receive: (from, signal) => void peers.receive(from, signal),
    close() {
      gone.abort();
      clearInterval(ticking);
      peers.close();
    },
  };
}

function control(name: string, icon: IconName, onPress: () => void): HTMLButtonElement {
  const label = element('span', { class: 'control-label' }, name);
  return element('button', { type: 'button', class: 'control', click: onPress }, iconElement(icon), label);
}

function relabel(button: HTMLButtonElement, name: string, icon: IconName) {
  button.replaceChildren(iconElement(icon), element('span', { class: 'control-label' }, name));
}

/** `m:ss`, with hours once there are any; clocks that disagree never show a negative time. */
function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}
