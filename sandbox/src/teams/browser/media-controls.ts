/// <reference lib="dom" />
import { element, iconElement } from './element.ts';
import type { IconName } from './icons.ts';
import { initials } from './initials.ts';
import type { LocalMedia } from './media.ts';

/** The person's own picture, switches for camera and microphone, and a level that moves with the voice. */
export function mediaCheck(media: LocalMedia, name: () => string, signal: AbortSignal): HTMLElement {
  const video = element('video', {
    autoplay: true,
    playsinline: true,
    'aria-label': 'Preview of your camera',
  });
  video.muted = true;
  const avatar = element('span', { class: 'avatar avatar-large', 'aria-hidden': 'true' });
  const hint = element('p', { class: 'preview-hint' });
  const level = element('meter', { min: '0', max: '1', 'aria-label': 'Microphone level' });
  const camera = toggle('Camera', () => void media.setCamera(!media.camera));
  const mic = toggle('Microphone', () => void media.setMic(!media.mic));
  const problem = element('p', { class: 'device-problem', role: 'status' });

  function show() {
    video.srcObject = media.videoTrack === null ? null : new MediaStream([media.videoTrack]);
    video.hidden = !media.camera;
    avatar.hidden = media.camera;
    hint.hidden = media.camera;
    hint.textContent = 'Your camera is turned off';
    avatar.textContent = initials(name());
    camera.show(media.camera, media.camera ? 'camera' : 'cameraOff');
    mic.show(media.mic, media.mic ? 'mic' : 'micOff');
    problem.textContent = problemText(media);
    problem.hidden = problem.textContent === '';
  }

  function drawLevel() {
    level.value = media.level();
    if (!signal.aborted) requestAnimationFrame(drawLevel);
  }

  media.watch(show, signal);
  show();
  drawLevel();
  return element(
    'div',
    { class: 'media-check' },
    element('div', { class: 'preview' }, video, avatar, hint),
    element('div', { class: 'media-switches' }, camera.button, mic.button, level),
    problem,
  );
}

function toggle(label: string, onPress: () => void) {
  const holder = element('span', { class: 'switch-icon' });
  const button = element(
    'button',
    { type: 'button', role: 'switch', class: 'switch', click: onPress },
    holder,
    element('span', {}, label),
    element('span', { class: 'switch-track', 'aria-hidden': 'true' }),
  );
  return {
    button,
    show(on: boolean, icon: IconName) {
      button.setAttribute('aria-checked', String(on));
      holder.replaceChildren(iconElement(icon));
    },
  };
}

function problemText({ micProblem, cameraProblem }: LocalMedia): string {
  if (micProblem === 'blocked' || cameraProblem === 'blocked') {
    return 'Your browser does not allow this page to use your camera or microphone. Allow them in the address bar, then turn them on here. You can also join without.';
  }
  if (cameraProblem === 'missing' && micProblem === 'missing')
    return 'No camera and no microphone were found.';
  if (cameraProblem === 'missing') return 'No camera was found. You can join with sound only.';
  if (micProblem === 'missing') return 'No microphone was found. The others will see you but not hear you.';
  return '';
}
