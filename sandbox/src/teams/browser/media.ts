/// <reference lib="dom" />

/** Why a device cannot be used: the person or the browser said no, or there is none. */
export type MediaProblem = 'blocked' | 'missing';

/** The person's own camera and microphone. */
export interface LocalMedia {
  readonly mic: boolean;
  readonly camera: boolean;
  readonly micProblem: MediaProblem | null;
  readonly cameraProblem: MediaProblem | null;
  readonly audioTrack: MediaStreamTrack | null;
  readonly videoTrack: MediaStreamTrack | null;
  /** Asks the browser for both devices, and for each alone when it does not give both. */
  open(): Promise<void>;
  setMic(on: boolean): Promise<void>;
  setCamera(on: boolean): Promise<void>;
  /** How loud it is just now, 0 to 1. */
  level(): number;
  /** Called after each change of the above, until `signal` is aborted. */
  watch(listener: () => void, signal: AbortSignal): void;
  close(): void;
}

export function createLocalMedia(): LocalMedia {
  let audioTrack: MediaStreamTrack | null = null;
  let videoTrack: MediaStreamTrack | null = null;
  let micProblem: MediaProblem | null = null;
  let cameraProblem: MediaProblem | null = null;
  let meter: { context: AudioContext; analyser: AnalyserNode } | null = null;
  let isClosed = false;
  const listeners = new Set<() => void>();

  /** A device that is granted after the person has gone must not stay on. */
  function keep(track: MediaStreamTrack | undefined): MediaStreamTrack | null {
    if (isClosed) track?.stop();
    return isClosed ? null : (track ?? null);
  }

  const tell = () => {
    for (const listener of listeners) listener();
  };

  async function openMic() {
    const answer = await request({ audio: true });
    audioTrack = keep(answer.stream?.getAudioTracks()[0]);
    micProblem = answer.problem;
    listen();
  }

  async function openCamera() {
    const answer = await request({ video: { width: { ideal: 1280 }, height: { ideal: 720 } } });
    videoTrack = keep(answer.stream?.getVideoTracks()[0]);
    cameraProblem = answer.problem;
  }

  function listen() {
    if (audioTrack === null) return;
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    context.createMediaStreamSource(new MediaStream([audioTrack])).connect(analyser);
    meter = { context, analyser };
  }

  return {
    get mic() {
      return audioTrack?.enabled === true;
    },
    get camera() {
      return videoTrack !== null;
    },
    get micProblem() {
      return micProblem;
    },
    get cameraProblem() {
      return cameraProblem;
    },
    get audioTrack() {
      return audioTrack;
    },
    get videoTrack() {
      return videoTrack;
    },

    async open() {
      const both = await request({ audio: true, video: { width: { ideal: 1280 }, height: { ideal: 720 } } });
      if (both.stream === null) {
        await openMic();
        await openCamera();
      } else {
        audioTrack = keep(both.stream.getAudioTracks()[0]);
        videoTrack = keep(both.stream.getVideoTracks()[0]);
        listen();
      }
      tell();
    },

    async setMic(on) {
      if (audioTrack === null && on) await openMic();
      else if (audioTrack !== null) audioTrack.enabled = on;
      tell();
    },

    async setCamera(on) {
      if (on && videoTrack === null) await openCamera();
      // Stopping, rather than sending black, puts the camera's light out.
      if (!on) {
        videoTrack?.stop();
        videoTrack = null;
      }
      tell();
    },

    level() {
      if (meter === null || audioTrack?.enabled !== true) return 0;
      // Autoplay rules start the context suspended until the person has touched the page.
      if (meter.context.state === 'suspended') void meter.context.resume();
      const samples = new Float32Array(meter.analyser.fftSize);
      meter.analyser.getFloatTimeDomainData(samples);
      const loudness = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
      return Math.min(1, loudness * 4);
    },

    watch(listener, signal) {
      listeners.add(listener);
      signal.addEventListener('abort', () => listeners.delete(listener));
    },

    close() {
      isClosed = true;
      audioTrack?.stop();
      videoTrack?.stop();
      audioTrack = null;
      videoTrack = null;
      void meter?.context.close();
      meter = null;
    },
  };
}

async function request(
  constraints: MediaStreamConstraints,
): Promise<{ stream: MediaStream; problem: null } | { stream: null; problem: MediaProblem }> {
  try {
    return { stream: await navigator.mediaDevices.getUserMedia(constraints), problem: null };
  } catch (error) {
    const isRefusal = error instanceof DOMException && error.name === 'NotAllowedError';
    return { stream: null, problem: isRefusal ? 'blocked' : 'missing' };
  }
}
