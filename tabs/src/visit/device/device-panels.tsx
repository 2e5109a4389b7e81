/** @jsxImportSource preact */
import { ConnectionPanel } from './connection-panel.tsx';
import type { DeviceChecks } from './device-checks.ts';
import { MediaPanel } from './media-panel.tsx';
import { SpeakerPanel } from './speaker-panel.tsx';

/** The tests, for whoever wants them. */
export function DevicePanels({
  checks,
  heading,
  note,
}: {
  checks: DeviceChecks;
  heading: string;
  note?: string;
}) {
  return (
    <section class="device" aria-labelledby="device-heading">
      <h2 id="device-heading">{heading}</h2>
      {note !== undefined && <p>{note}</p>}
      <div class="panels">
        <MediaPanel checks={checks} />
        <SpeakerPanel checks={checks} />
        <ConnectionPanel checks={checks} />
      </div>
    </section>
  );
}
