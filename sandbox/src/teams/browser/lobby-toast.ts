/// <reference lib="dom" />
import { element, iconElement } from './element.ts';

interface Waiting {
  readonly id: string;
  readonly name: string;
}

/** Says who has just come into the lobby, for as long as they wait or until it is put away. */
export interface LobbyToast {
  readonly element: HTMLElement;
  /** With the panel open its own buttons are in sight: the toast then only speaks. */
  show(waiting: readonly Waiting[], panelIsOpen: boolean): void;
}

export function createLobbyToast(deps: {
  onAdmit: (entryId: string) => void;
  onView: () => void;
}): LobbyToast {
  const dismissed = new Set<string>();
  const region = element('div', { class: 'toasts', role: 'status' });
  let shown = '';

  function draw({ id, name }: Waiting, panelIsOpen: boolean): HTMLElement {
    const card = element(
      'div',
      { class: 'toast' },
      iconElement('lobby'),
      element('p', {}, `${name} is waiting in the lobby`),
      element(
        'button',
        {
          type: 'button',
          class: 'icon-button',
          'aria-label': 'Dismiss',
          click: () => {
            dismissed.add(id);
            card.remove();
          },
        },
        iconElement('close'),
      ),
    );
    if (!panelIsOpen) {
      card.append(
        element(
          'div',
          { class: 'toast-actions' },
          element('button', { type: 'button', class: 'button small', click: deps.onView }, 'View lobby'),
          element(
            'button',
            {
              type: 'button',
              class: 'button small primary',
              'aria-label': `Admit ${name}`,
              click: () => deps.onAdmit(id),
            },
            'Admit',
          ),
        ),
      );
    }
    return card;
  }

  return {
    element: region,
    show(waiting, panelIsOpen) {
      const current = waiting.filter(({ id }) => !dismissed.has(id));
      const state = JSON.stringify([current, panelIsOpen]);
      if (state === shown) return;
      shown = state;
      region.replaceChildren(...current.map((person) => draw(person, panelIsOpen)));
    },
  };
}
