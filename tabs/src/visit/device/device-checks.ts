import { type ConnectionMeasure, type ConnectionResult, rateConnection } from './connection-test.ts';
import type { Device } from './media-problem.ts';
import { createMediaTest, type MediaResults } from './media-test.ts';
import type { Sound } from './sound.ts';

/** Whether the person heard the chime, by their own word. */
export type SpeakerResult = 'untested' | 'played' | 'heard' | 'not-heard' | 'blocked';

export interface DeviceResults {
  readonly media: MediaResults;
  /** The microphone has picked up something loud enough to be a voice. */
  readonly wasHeard: boolean;
  readonly speaker: SpeakerResult;
  readonly connection: ConnectionResult;
}

/** Everything that can be tested before the visit. None of it is needed to have the visit. */
export interface DeviceChecks {
  results(): DeviceResults;
  testMedia(): void;
  stopMedia(): void;
  markHeard(): void;
  playChime(): void;
  answerHeard(isHeard: boolean): void;
  testConnection(): void;
  readonly sound: Sound;
}

export function createDeviceChecks(deps: {
  mediaDevices: MediaDevices | undefined;
  permission: (device: Device) => Promise<PermissionState | null>;
  sound: Sound;
  measure: () => Promise<ConnectionMeasure>;
  onChange: () => void;
}): DeviceChecks {
  let speaker: SpeakerResult = 'untested';
  let wasHeard = false;
  let connection: ConnectionResult = { kind: 'untested' };
  const media = createMediaTest({
    mediaDevices: deps.mediaDevices,
    isDenied: async (device) => (await deps.permission(device)) === 'denied',
    onChange: deps.onChange,
  });

  return {
    sound: deps.sound,
    results: () => ({ media: media.results(), wasHeard, speaker, connection }),
    testMedia: () => void media.start(),
    stopMedia: media.stop,
    async playChime() {
      speaker = (await deps.sound.chime()) ? 'played' : 'blocked';
      deps.onChange();
    },
    markHeard() {
      if (wasHeard) return;
      wasHeard = true;
      deps.onChange();
    },
    answerHeard(isHeard) {
      speaker = isHeard ? 'heard' : 'not-heard';
      deps.onChange();
    },
    async testConnection() {
      if (connection.kind === 'testing') return;
      connection = { kind: 'testing' };
      deps.onChange();
      try {
        const measure = await deps.measure();
        connection = { kind: 'measured', measure, rating: rateConnection(measure) };
      } catch {
        // Whatever broke, the person learns the one thing that matters: the check could not be finished.
        connection = { kind: 'failed' };
      }
      deps.onChange();
    },
  };
}

/** What all tests together say: for the page that is nothing but tests. */
export function summaryOf({
  media,
  wasHeard,
  speaker,
  connection,
}: DeviceResults): 'todo' | 'partly' | 'ready' {
  const { camera, microphone } = media;
  const isTodo =
    [camera.kind, microphone.kind].some((kind) => kind === 'untested' || kind === 'asking') ||
    speaker === 'untested' ||
    speaker === 'played' ||
    connection.kind === 'untested' ||
    connection.kind === 'testing';
  if (isTodo) return 'todo';
  const isReady =
    camera.kind !== 'failed' &&
    microphone.kind !== 'failed' &&
    wasHeard &&
    speaker === 'heard' &&
    connection.kind === 'measured' &&
    connection.rating !== 'poor';
  return isReady ? 'ready' : 'partly';
}
