/// <reference lib="dom" />
import type { ParticipantView, RoomView } from '../meeting-messages.ts';
import { element, iconElement } from './element.ts';
import { initials } from './initials.ts';

type Room = Extract<RoomView, { phase: 'meeting' }>;

/** Who is in the meeting, and who waits before it. */
export interface PeoplePanel {
  readonly element: HTMLElement;
  show(room: Room): void;
}

export function createPeoplePanel(deps: {
  selfId: string;
  onAdmit: (entryId: string) => void;
  onDeny: (entryId: string) => void;
  onClose: () => void;
}): PeoplePanel {
  const waitingList = element('ul', { 'aria-label': 'Waiting in lobby' });
  const waitingHeading = element('h3');
  const waiting = element('div', { class: 'people-group lobby-group' }, waitingHeading, waitingList);
  const participantList = element('ul', { 'aria-label': 'Participants' });
  const participantHeading = element('h3');
  const panel = element(
    'aside',
    { class: 'people-panel', id: 'people-panel', 'aria-label': 'People' },
    element(
      'div',
      { class: 'panel-head' },
      element('h2', {}, 'People'),
      element(
        'button',
        { type: 'button', class: 'icon-button', 'aria-label': 'Close people', click: deps.onClose },
        iconElement('close'),
      ),
    ),
    waiting,
    element('div', { class: 'people-group' }, participantHeading, participantList),
  );

  return {
    element: panel,
    show(room) {
      waiting.hidden = room.waiting.length === 0;
      waitingHeading.textContent = `Waiting in lobby (${room.waiting.length})`;
      participantHeading.textContent = `In this meeting (${room.participants.length})`;
      reconcile(waitingList, room.waiting, ({ id, name }) =>
        person(
          name,
          element(
            'span',
            { class: 'person-actions' },
            decision(`Deny ${name}`, 'Deny', 'button small', () => deps.onDeny(id)),
            decision(`Admit ${name}`, 'Admit', 'button small primary', () => deps.onAdmit(id)),
          ),
        ),
      );
      reconcile(participantList, room.participants, (participant) =>
        participantRow(participant, participant.id === deps.selfId),
      );
    },
  };
}

function decision(name: string, word: string, look: string, onPress: () => void): HTMLElement {
  return element('button', { type: 'button', class: look, 'aria-label': name, click: onPress }, word);
}

function participantRow(participant: ParticipantView, isSelf: boolean): HTMLElement {
  const marks = [
    participant.role === 'organizer' ? 'Organiser' : participant.role === 'presenter' ? 'Presenter' : '',
    participant.guest ? 'Guest' : '',
  ].filter((mark) => mark !== '');
  return person(
    isSelf ? `${participant.name} (you)` : participant.name,
    element('span', { class: 'quiet' }, marks.join(', ')),
    element(
      'span',
      { class: 'person-media', role: 'img', 'aria-label': mediaText(participant) },
      iconElement(participant.camera ? 'camera' : 'cameraOff'),
      iconElement(participant.mic ? 'mic' : 'micOff'),
    ),
  );
}

function mediaText({ camera, mic }: ParticipantView): string {
  return `Camera ${camera ? 'on' : 'off'}, microphone ${mic ? 'on' : 'off'}`;
}

function person(name: string, ...rest: Node[]): HTMLElement {
  return element(
    'li',
    { class: 'person' },
    element('span', { class: 'avatar', 'aria-hidden': 'true' }, initials(name)),
    element('span', { class: 'person-name' }, name),
    ...rest,
  );
}

/** Redraws only the rows that changed, so that a button does not vanish under the finger. */
function reconcile<Item extends { readonly id: string }>(
  list: HTMLElement,
  items: readonly Item[],
  draw: (item: Item) => HTMLElement,
) {
  const old = new Map(
    [...list.children].map((row) => [row instanceof HTMLElement ? row.dataset.state : '', row]),
  );
  const rows = items.map((item) => {
    const state = JSON.stringify(item);
    const row = old.get(state) ?? draw(item);
    if (row instanceof HTMLElement) row.dataset.state = state;
    return row;
  });
  if (rows.length !== list.children.length || rows.some((row, index) => list.children[index] !== row)) {
    list.replaceChildren(...rows);
  }
}
