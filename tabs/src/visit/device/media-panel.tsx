/** @jsxImportSource preact */
import { allowAdviceFor } from '../browser/allow-advice.ts';
import { usePage } from '../screens/page-context.ts';
import type { DeviceChecks } from './device-checks.ts';
import { LevelMeter } from './level-meter.tsx';
import type { DeviceResult } from './media-test.ts';
import { Preview } from './preview.tsx';

export function MediaPanel({ checks }: { checks: DeviceChecks }) {
  const { device } = usePage().text;
  const { media } = checks.results();
  const { camera, microphone } = media;
  const isOn = camera.kind === 'on' || microphone.kind === 'on';
  const isAsking = camera.kind === 'asking';
  return (
    <section class="card panel media" aria-labelledby="media-heading">
      <h3 id="media-heading">{device.mediaHeading}</h3>
      {camera.kind === 'on' && <Preview stream={camera.stream} />}
      <div class="controls">
        {microphone.kind === 'on' && <LevelMeter stream={microphone.stream} checks={checks} />}
        <div role="status">
          {isAsking && <p class="working">{device.asking}</p>}
          <CameraResult camera={camera} canSpeak={microphone.kind !== 'failed'} />
          <MicrophoneResult microphone={microphone} wasHeard={checks.results().wasHeard} />
        </div>
        <HowToAllow results={[camera, microphone]} />
        <div class="buttons">
          {isOn ? (
            <button type="button" class="button" onClick={checks.stopMedia}>
              {device.stop}
            </button>
          ) : (
            <button
              type="button"
              class="button"
              aria-disabled={isAsking}
              onClick={isAsking ? undefined : checks.testMedia}
            >
              {camera.kind === 'untested' || isAsking ? device.test : device.testAgain}
            </button>
          )}
        </div>
      </div>
    </section>
  );
}

function CameraResult({ camera, canSpeak }: { camera: DeviceResult; canSpeak: boolean }) {
  const { device } = usePage().text;
  switch (camera.kind) {
    case 'on':
      return <p class="result good">{device.cameraOn}</p>;
    case 'worked':
      return <p class="result good">{device.cameraWorked}</p>;
    case 'failed':
      return (
        <>
          <p class="result bad">{device.camera[camera.problem]}</p>
          {canSpeak && <p>{device.audioOnly}</p>}
        </>
      );
    default:
      return null;
  }
}

function MicrophoneResult({ microphone, wasHeard }: { microphone: DeviceResult; wasHeard: boolean }) {
  const { device } = usePage().text;
  switch (microphone.kind) {
    case 'on':
      return wasHeard ? <p class="result good">{device.heard}</p> : <p class="working">{device.speak}</p>;
    case 'worked':
      return wasHeard ? (
        <p class="result good">{device.microphoneWorked}</p>
      ) : (
        <p class="result">{device.microphoneSilent}</p>
      );
    case 'failed':
      return (
        <>
          <p class="result bad">{device.microphone[microphone.problem]}</p>
          <p>{device.noMicrophone}</p>
        </>
      );
    default:
      return null;
  }
}

function HowToAllow({ results }: { results: readonly DeviceResult[] }) {
  const { text, browser } = usePage();
  const isDenied = results.some((result) => result.kind === 'failed' && result.problem === 'denied');
  if (!isDenied) return null;
  return (
    <div class="advice">
      <h4>{text.device.howToAllow}</h4>
      <p>{text.device.allow[allowAdviceFor(browser)]}</p>
    </div>
  );
}
