import type { Cancel, Timers } from '../api/timers.ts';

/** What the page sounds and hears by. */
export interface Sound {
  /** Browsers allow sound only after the person has touched the page: to be called from such a touch. */
  unlock(): void;
  /** Two rising notes; false when the browser does not let the page sound. */
  chime(): Promise<boolean>;
  /** Reports how loud a microphone is, from 0 to 1, some fifteen times a second. */
  levelOf(stream: MediaStream, onLevel: (level: number) => void): Cancel;
}

const RESUME_WITHIN_MS = 1000;

export function createSound(deps: {
  requestFrame: (run: () => void) => number;
  cancelFrame: (id: number) => void;
  timers: Timers;
}): Sound {
  let opened: AudioContext | null = null;
  const context = (): AudioContext => {
    opened ??= new AudioContext();
    return opened;
  };

  return {
    unlock() {
      if (!isSounding(context())) void context().resume().catch(stayedSilent);
    },
    async chime() {
      const audio = context();
      if (!isSounding(audio)) {
        // Without a touch, browsers leave this waiting for good; the sound is then simply not made.
        const givenUp = new Promise<void>((done) => deps.timers.after(RESUME_WITHIN_MS, done));
        await Promise.race([audio.resume().catch(stayedSilent), givenUp]);
        if (!isSounding(audio)) return false;
      }
      note(audio, 659.25, 0);
      note(audio, 880, 0.28);
      return true;
    },
    levelOf(stream, onLevel) {
      const audio = context();
      const source = audio.createMediaStreamSource(stream);
      const analyser = audio.createAnalyser();
      analyser.fftSize = 1024;
      source.connect(analyser);
      const samples = new Float32Array(analyser.fftSize);
      let frame = 0;
      let count = 0;
      const measure = () => {
        count += 1;
        if (count % 4 === 0) {
          analyser.getFloatTimeDomainData(samples);
          onLevel(loudnessOf(samples));
        }
        frame = deps.requestFrame(measure);
      };
      measure();
      return () => {
        deps.cancelFrame(frame);
        source.disconnect();
      };
    },
  };
}

/**
 * Loudness as a person would draw it: decibels from −60 (a quiet room) to −10 (speaking close by), on 0 to 1.
 *
 * @param samples amplitudes from −1 to 1.
 */
export function loudnessOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const decibels = 10 * Math.log10(sum / samples.length + 1e-12);
  return Math.min(1, Math.max(0, (decibels + 60) / 50));
}

function isSounding(audio: AudioContext): boolean {
  return audio.state === 'running';
}

function note(audio: AudioContext, frequencyHz: number, delayS: number): void {
  const start = audio.currentTime + delayS;
  const oscillator = audio.createOscillator();
  const volume = audio.createGain();
  oscillator.frequency.value = frequencyHz;
  volume.gain.setValueAtTime(0.0001, start);
  volume.gain.exponentialRampToValueAtTime(0.35, start + 0.03);
  volume.gain.exponentialRampToValueAtTime(0.0001, start + 0.9);
  oscillator.connect(volume).connect(audio.destination);
  oscillator.start(start);
  oscillator.stop(start + 1);
}

/** A browser that refuses sound takes nothing from the visit: what it says is on the screen too. */
function stayedSilent(): void {}
