/** @jsxImportSource preact */
import { usePage } from '../screens/page-context.ts';
import type { DeviceChecks } from './device-checks.ts';

export function SpeakerPanel({ checks }: { checks: DeviceChecks }) {
  const { device } = usePage().text;
  const { speaker } = checks.results();
  return (
    <section class="card panel" aria-labelledby="speaker-heading">
      <h3 id="speaker-heading">{device.speakerHeading}</h3>
      <button type="button" class="button" onClick={checks.playChime}>
        {speaker === 'untested' ? device.playSound : device.playAgain}
      </button>
      <div role="status">
        {speaker === 'played' && <p>{device.didYouHear}</p>}
        {speaker === 'heard' && <p class="result good">{device.speakerWorks}</p>}
        {speaker === 'not-heard' && <p class="result bad">{device.speakerAdvice}</p>}
        {speaker === 'blocked' && <p class="result bad">{device.soundBlocked}</p>}
      </div>
      {speaker === 'played' && (
        <div class="buttons">
          <button type="button" class="button" onClick={() => checks.answerHeard(true)}>
            {device.yes}
          </button>
          <button type="button" class="button" onClick={() => checks.answerHeard(false)}>
            {device.no}
          </button>
        </div>
      )}
    </section>
  );
}
