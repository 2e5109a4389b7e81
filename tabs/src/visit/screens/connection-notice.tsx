/** @jsxImportSource preact */
import type { Connection } from '../screen.ts';
import { usePage } from './page-context.ts';

/** Says when the page is cut off. The region stands there empty, so that its filling is announced. */
export function ConnectionNotice({ connection }: { connection: Connection }) {
  const { text, format } = usePage();
  return (
    <div role="status">
      {connection.kind !== 'fine' && (
        <p class="notice warn">{text.connection[connection.kind](format.time(connection.since))}</p>
      )}
    </div>
  );
}
