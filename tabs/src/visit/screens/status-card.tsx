/** @jsxImportSource preact */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

export type Tone = 'calm' | 'go' | 'done' | 'warn';

const PICTURES: Readonly<Record<Tone, string>> = {
  calm: 'M16 8v8l5 3',
  go: 'M9 16.5l5 5 9-10',
  done: 'M9 16.5l5 5 9-10',
  warn: 'M16 9v9M16 22.5v.5',
};

/**
 * The one thing the page has to say now.
 *
 * @param focusOn whenever this changes to something, the heading is focused, so that a screen reader begins there.
 */
export function StatusCard(props: {
  tone: Tone;
  heading: string;
  focusOn?: string | null;
  isBusy?: boolean;
  children: ComponentChildren;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    if (props.focusOn) heading.current?.focus();
  }, [props.focusOn]);
  return (
    <section class={`status ${props.tone}${props.isBusy ? ' busy' : ''}`}>
      <svg class="picture" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
        <circle class="ring" cx="16" cy="16" r="14.5" />
        <path d={PICTURES[props.tone]} />
      </svg>
      <div class="words">
        <h1 ref={heading} tabIndex={-1}>
          {props.heading}
        </h1>
        {props.children}
      </div>
    </section>
  );
}
