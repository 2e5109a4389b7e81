/// <reference lib="dom" />
import type { ParticipantView } from '../meeting-messages.ts';
import { element, iconElement } from './element.ts';
import { initials } from './initials.ts';

/** The pictures of everybody in the meeting. */
export interface Stage {
  readonly element: HTMLElement;
  show(participants: readonly ParticipantView[]): void;
}

interface Tile {
  readonly element: HTMLElement;
  readonly video: HTMLVideoElement;
  readonly avatar: HTMLElement;
  readonly label: HTMLElement;
  readonly muted: HTMLElement;
}

/** `streamOf` is asked at every show; a tile outlives the changes of its participant, so that video never restarts. */
export function createStage(deps: {
  selfId: string;
  streamOf: (participantId: string) => MediaStream | null;
}): Stage {
  const tiles = new Map<string, Tile>();
  const alone = element('p', { class: 'alone' }, 'Nobody else is here yet.');
  const grid = element('div', { class: 'tiles' });
  const stage = element('section', { class: 'stage', 'aria-label': 'Video' }, grid, alone);

  function addTile(participant: ParticipantView): Tile {
    const isSelf = participant.id === deps.selfId;
    const video = element('video', {
      autoplay: true,
      playsinline: true,
      class: isSelf && 'mirrored',
      'aria-label': `Video of ${participant.name}`,
    });
    // One does not want to hear oneself.
    video.muted = isSelf;
    const avatar = element('span', { class: 'avatar avatar-large', 'aria-hidden': 'true' });
    avatar.textContent = initials(participant.name);
    const muted = element('span', { class: 'tile-muted' }, iconElement('micOff'));
    const label = element('span', {}, isSelf ? 'You' : participant.name);
    const frame = element(
      'div',
      { class: isSelf ? 'tile self' : 'tile' },
      video,
      avatar,
      element('p', { class: 'tile-label' }, label, muted),
    );
    return { element: frame, video, avatar, label, muted };
  }

  return {
    element: stage,
    show(participants) {
      for (const [id, tile] of tiles) {
        if (participants.some((participant) => participant.id === id)) continue;
        tile.element.remove();
        tiles.delete(id);
      }
      for (const participant of participants) {
        const tile = tiles.get(participant.id) ?? addTile(participant);
        if (!tiles.has(participant.id)) {
          tiles.set(participant.id, tile);
          grid.append(tile.element);
        }
        const stream = deps.streamOf(participant.id);
        if (tile.video.srcObject !== stream) tile.video.srcObject = stream;
        tile.video.hidden = !participant.camera;
        tile.avatar.hidden = participant.camera;
        tile.muted.hidden = participant.mic;
      }
      grid.dataset.count = String(Math.min(participants.length, 9));
      alone.hidden = participants.length > 1;
    },
  };
}
