/// <reference lib="dom" />
import { type IconName, icon } from './icons.ts';

type Attributes = Readonly<Record<string, string | boolean | ((event: Event) => void) | undefined>>;
type Child = Node | string | null;

/**
 * Makes an element. Attributes are set as in markup (`true` is the empty attribute, `false` and `undefined` none);
 * a function is a listener of the event it is named after.
 */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(key, value);
    else if (value !== false && value !== undefined) made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** An icon as an element. */
export function iconElement(name: IconName): Element {
  const holder = document.createElement('template');
  holder.innerHTML = icon(name);
  return holder.content.firstElementChild ?? element('span');
}

/** What the server put into the page for its script. */
export function pageData<Data>(): Data {
  return JSON.parse(document.querySelector('#page-data')?.textContent ?? 'null');
}
