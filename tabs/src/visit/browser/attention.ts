import type { Sound } from '../device/sound.ts';

/** Reaches a person who looks at something else: another tab, or the wall. */
export interface Attention {
  /** Sound and vibration, once. */
  call(): void;
  /** The tab's own title and mark. */
  show(tab: { title: string; isCalling: boolean }): void;
}

export function createAttention(deps: {
  document: Document;
  navigator: Navigator;
  sound: Sound;
  icons: { calm: string; calling: string };
}): Attention {
  const icon = deps.document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  return {
    call() {
      void deps.sound.chime();
      // Not in Safari and Firefox; elsewhere only after the person has touched the page.
      const { navigator } = deps;
      if ('vibrate' in navigator && navigator.userActivation?.hasBeenActive)
        navigator.vibrate([200, 100, 200]);
    },
    show({ title, isCalling }) {
      deps.document.title = isCalling ? `● ${title}` : title;
      const href = isCalling ? deps.icons.calling : deps.icons.calm;
      if (icon !== null && icon.getAttribute('href') !== href) icon.setAttribute('href', href);
    },
  };
}
