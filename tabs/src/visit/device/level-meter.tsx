/** @jsxImportSource preact */
import { useEffect, useRef } from 'preact/hooks';
import { usePage } from '../screens/page-context.ts';
import type { DeviceChecks } from './device-checks.ts';

/** From here on it is a voice, not the room. */
const VOICE = 0.45;

/** How loud the microphone hears. Drawn past the virtual tree: it changes fifteen times a second. */
export function LevelMeter({ stream, checks }: { stream: MediaStream; checks: DeviceChecks }) {
  const { device } = usePage().text;
  const meter = useRef<HTMLMeterElement>(null);
  const bar = useRef<HTMLDivElement>(null);
  useEffect(
    () =>
      checks.sound.levelOf(stream, (level) => {
        if (meter.current !== null) meter.current.value = Math.round(level * 100);
        if (bar.current !== null) bar.current.style.transform = `scaleX(${level})`;
        if (level > VOICE) checks.markHeard();
      }),
    [stream, checks],
  );
  // The bar is for the eye: browsers draw a meter each in their own way, and thin.
  return (
    <>
      <meter ref={meter} class="unseen" min={0} max={100} value={0} aria-label={device.level} />
      <div class="level" aria-hidden="true">
        <div ref={bar} />
      </div>
    </>
  );
}
