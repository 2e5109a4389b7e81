/// <reference lib="dom" />
import type { Ending } from '../meeting-messages.ts';
import { element, iconElement } from './element.ts';
import type { LocalMedia } from './media.ts';
import { mediaCheck } from './media-controls.ts';

/** What Teams on the web asks somebody without an account first. */
export function howToJoinView(title: string, onContinue: () => void): HTMLElement {
  return frame(
    heading('How do you want to join your Teams meeting?'),
    element('p', { class: 'meeting-title' }, title),
    element(
      'button',
      { type: 'button', class: 'choice', 'aria-describedby': 'browser-choice', click: onContinue },
      iconElement('camera'),
      element('strong', {}, 'Continue on this browser'),
    ),
    element('p', { id: 'browser-choice', class: 'quiet' }, 'No download or installation needed.'),
  );
}

/** Name, camera and microphone, before joining. */
export function preJoinView(view: {
  title: string;
  media: LocalMedia;
  /** Null asks for the name. */
  signedInName: string | null;
  typedName: string;
  signal: AbortSignal;
  onJoin: (name: string) => void;
}): HTMLElement {
  const { signedInName } = view;
  const input = element('input', {
    id: 'your-name',
    autocomplete: 'name',
    maxlength: '100',
    placeholder: 'Type your name',
    value: view.typedName,
    input: () => allowJoin(),
  });
  const name = () => signedInName ?? input.value.trim();
  const join = element('button', { type: 'submit', class: 'button primary' }, 'Join now');
  const allowJoin = () => {
    join.disabled = name() === '';
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (name() !== '') view.onJoin(name());
  };
  allowJoin();
  const who =
    signedInName === null
      ? element('div', { class: 'field' }, element('label', { for: 'your-name' }, 'Your name'), input)
      : element('p', { class: 'signed-in-name' }, 'You join as ', element('strong', {}, signedInName));
  return frame(
    heading(view.title),
    element('p', { class: 'quiet' }, 'Choose your video and audio options'),
    element(
      'form',
      { class: 'pre-join', submit },
      mediaCheck(view.media, name, view.signal),
      element('div', { class: 'pre-join-actions' }, who, join),
    ),
  );
}

/** Standing before the door. Camera and microphone can still be tried. */
export function lobbyView(view: {
  title: string;
  name: string;
  media: LocalMedia;
  signal: AbortSignal;
  onLeave: () => void;
}): HTMLElement {
  return frame(
    heading(`Hi, ${view.name}! Someone will let you in shortly`),
    element('p', { class: 'meeting-title' }, view.title),
    element('p', { class: 'waiting-dots', 'aria-hidden': 'true' }, element('i'), element('i'), element('i')),
    mediaCheck(view.media, () => view.name, view.signal),
    element('button', { type: 'button', class: 'button danger', click: view.onLeave }, 'Leave'),
  );
}

/** The meeting is over for this person. */
export function endingView(ending: Ending, onRejoin: () => void): HTMLElement {
  const { title, text } = ENDINGS[ending];
  const mayRejoin = ending === 'left' || ending === 'disconnected' || ending === 'removed';
  return frame(
    heading(title),
    element('p', { class: 'quiet' }, text),
    mayRejoin
      ? element('button', { type: 'button', class: 'button primary', click: onRejoin }, 'Rejoin')
      : null,
  );
}

const ENDINGS: Readonly<Record<Ending, { title: string; text: string }>> = {
  left: { title: 'You left the meeting', text: 'You can close this page.' },
  denied: { title: 'You were not let in', text: 'Nobody in the meeting let you in from the lobby.' },
  removed: { title: 'You were removed from the meeting', text: 'Ask the organiser if this was a mistake.' },
  ended: { title: 'The meeting has ended', text: 'It was ended for everyone. You can close this page.' },
  disconnected: { title: 'You were disconnected', text: 'The connection to the meeting was lost.' },
};

function heading(text: string): HTMLElement {
  return element('h1', { tabindex: '-1' }, text);
}

function frame(...content: (Node | null)[]): HTMLElement {
  return element('main', { class: 'door' }, element('div', { class: 'door-card' }, ...content));
}
