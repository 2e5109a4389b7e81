import { type Device, type MediaProblem, mediaProblemOf } from './media-problem.ts';

/** How one device does. */
export type DeviceResult =
  | { readonly kind: 'untested' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'on'; readonly stream: MediaStream }
  /** It worked, and has been let go again. */
  | { readonly kind: 'worked' }
  | { readonly kind: 'failed'; readonly problem: MediaProblem };

export type MediaResults = Readonly<Record<Device, DeviceResult>>;

/** The test of camera and microphone: holds the devices only while it runs. */
export interface MediaTest {
  readonly results: () => MediaResults;
  /** Asks for both devices in one question; what one lacks does not stop the other. */
  start(): Promise<void>;
  /** Lets go of the devices at once, so that Teams can have them. */
  stop(): void;
}

const UNTESTED: MediaResults = { camera: { kind: 'untested' }, microphone: { kind: 'untested' } };

export function createMediaTest(deps: {
  /** Undefined where the browser hides the devices: in some in-app browsers, and without https. */
  mediaDevices: Pick<MediaDevices, 'getUserMedia'> | undefined;
  /** Whether a permission is known to be refused, so that asking again would be pointless or a second prompt. */
  isDenied: (device: Device) => Promise<boolean>;
  onChange: () => void;
}): MediaTest {
  let results = UNTESTED;
  let run = 0;

  function become(next: Partial<MediaResults>): void {
    results = { ...results, ...next };
    deps.onChange();
  }

  function stop(): void {
    run += 1;
    for (const result of Object.values(results)) {
      if (result.kind === 'on') for (const track of result.stream.getTracks()) track.stop();
    }
    become({ camera: letGo(results.camera), microphone: letGo(results.microphone) });
  }

  async function open(constraints: MediaStreamConstraints): Promise<MediaStream | MediaProblem> {
    if (deps.mediaDevices === undefined) return 'unsupported';
    try {
      return await deps.mediaDevices.getUserMedia(constraints);
    } catch (error) {
      return mediaProblemOf(error);
    }
  }

  /** One device alone; without a prompt of its own where the answer is known to be no. */
  async function openAlone(device: Device, both: MediaProblem): Promise<MediaStream | MediaProblem> {
    if (both === 'unsupported') return both;
    if (await deps.isDenied(device)) return 'denied';
    // The person has just said no to both: asking once more for each would be pestering.
    if (both === 'denied' && !(await deps.isDenied(device === 'camera' ? 'microphone' : 'camera')))
      return both;
    return open(device === 'camera' ? { video: VIDEO } : { audio: true });
  }

  return {
    results: () => results,
    async start() {
      stop();
      const mine = run;
      become({ camera: { kind: 'asking' }, microphone: { kind: 'asking' } });
      const both = await open({ audio: true, video: VIDEO });
      const microphone = typeof both === 'string' ? await openAlone('microphone', both) : both;
      const camera = typeof both === 'string' ? await openAlone('camera', both) : both;
      if (mine === run) become({ camera: resultOf(camera), microphone: resultOf(microphone) });
      else for (const opened of [camera, microphone]) closeOpened(opened);
    },
    stop,
  };
}

/** Enough for a preview, and light on a slow phone. */
const VIDEO: MediaTrackConstraints = { facingMode: 'user', width: { ideal: 640 }, height: { ideal: 480 } };

function resultOf(opened: MediaStream | MediaProblem): DeviceResult {
  return typeof opened === 'string' ? { kind: 'failed', problem: opened } : { kind: 'on', stream: opened };
}

function letGo(result: DeviceResult): DeviceResult {
  switch (result.kind) {
    case 'on':
      return { kind: 'worked' };
    case 'asking':
      return { kind: 'untested' };
    default:
      return result;
  }
}

function closeOpened(opened: MediaStream | MediaProblem): void {
  if (typeof opened !== 'string') for (const track of opened.getTracks()) track.stop();
}
