/** @jsxImportSource preact */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useVisitActions } from './page-context.ts';

/** The way into the meeting: a real link, since browsers open a new tab only for a press of the person's own. */
export function JoinLink(props: { href: string; label: string; isMain?: boolean; takesFocus?: boolean }) {
  const { joined } = useVisitActions();
  const link = useRef<HTMLAnchorElement>(null);
  useLayoutEffect(() => {
    if (props.takesFocus) link.current?.focus();
  }, [props.takesFocus]);
  return (
    <a
      ref={link}
      class={props.isMain ? 'button main join' : 'button'}
      href={props.href}
      target="_blank"
      rel="noopener"
      onClick={joined}
    >
      {props.label}
    </a>
  );
}
