/// <reference lib="dom" />
import { element } from './element.ts';

/** Where the person writes to the chat. */
export function composeBox(onSend: (text: string) => void): HTMLElement {
  const input = element('input', {
    'aria-label': 'Type a message',
    placeholder: 'Type a message',
    autocomplete: 'off',
    maxlength: '4000',
  });
  const submit = (event: Event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (text === '') return;
    onSend(text);
    input.value = '';
  };
  return element(
    'form',
    { class: 'compose', submit },
    input,
    element('button', { type: 'submit', class: 'button', 'aria-label': 'Send message' }, 'Send'),
  );
}
