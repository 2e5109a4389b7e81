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
  useEffect(
    () =>
      checks.sound.levelOf(stream, (level) => {
        if (meter.current !== null) meter.current.value = level;
        if (level > VOICE) checks.markHeard();
      }),
    [stream, checks],
  );
  return <meter ref={meter} class="level" min={0} max={1} value={0} aria-label={device.level} />;
}
