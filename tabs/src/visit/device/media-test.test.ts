import { expect, it } from 'vitest';
import type { Device } from './media-problem.ts';
import { createMediaTest } from './media-test.ts';

/** A browser that opens what it has, and refuses all at once what it lacks, as `getUserMedia` does. */
function aBrowser(has: Readonly<Record<Device, string | 'works'>>, denied: readonly Device[] = []) {
  const asked: string[] = [];
  const open: { stopped: boolean }[] = [];
  const test = createMediaTest({
    mediaDevices: {
      async getUserMedia(constraints = {}) {
        const wanted: Device[] = [];
        if (constraints.video) wanted.push('camera');
        if (constraints.audio) wanted.push('microphone');
        asked.push(wanted.join('+'));
        const fault = wanted.map((device) => has[device]).find((state) => state !== 'works');
        if (fault !== undefined) throw Object.assign(new Error(fault), { name: fault });
        const track = { stopped: false, stop: () => (track.stopped = true) };
        open.push(track);
        return { getTracks: () => [track] } as unknown as MediaStream;
      },
    },
    isDenied: async (device) => denied.includes(device),
    onChange: () => {},
  });
  const outcome = () =>
    (['camera', 'microphone'] as const).map((device) => {
      const result = test.results()[device];
      return result.kind === 'failed' ? result.problem : result.kind;
    });
  return { test, asked, open, outcome };
}

it('asks once for both, and lets go of both when the patient goes on to Teams', async () => {
  const { test, asked, open, outcome } = aBrowser({ camera: 'works', microphone: 'works' });
  await test.start();
  expect(outcome()).toEqual(['on', 'on']);
  expect(asked).toEqual(['camera+microphone']);
  test.stop();
  expect(outcome()).toEqual(['worked', 'worked']);
  expect(open.every((track) => track.stopped)).toBe(true);
});

it.each([
  ['NotFoundError', 'not-found'],
  ['NotReadableError', 'in-use'],
  ['AbortError', 'in-use'],
  ['OverconstrainedError', 'not-found'],
  ['Strange', 'unknown'],
])('goes on with the microphone when the camera fails with %s', async (fault, problem) => {
  const { test, outcome } = aBrowser({ camera: fault, microphone: 'works' });
  await test.start();
  expect(outcome()).toEqual([problem, 'on']);
});

it('does not ask again for each when the patient has just said no', async () => {
  const { test, asked, outcome } = aBrowser({ camera: 'NotAllowedError', microphone: 'NotAllowedError' });
  await test.start();
  expect(outcome()).toEqual(['denied', 'denied']);
  expect(asked).toHaveLength(1);
});

it('asks for the microphone alone when only the camera is known to be refused', async () => {
  const { test, asked, outcome } = aBrowser({ camera: 'NotAllowedError', microphone: 'works' }, ['camera']);
  await test.start();
  expect(outcome()).toEqual(['denied', 'on']);
  expect(asked).toEqual(['camera+microphone', 'microphone']);
});

it('lets go of a camera that comes on after the patient has gone on', async () => {
  const { test, open, outcome } = aBrowser({ camera: 'works', microphone: 'works' });
  const started = test.start();
  test.stop();
  await started;
  expect(outcome()).toEqual(['untested', 'untested']);
  expect(open.every((track) => track.stopped)).toBe(true);
});

it('says so where the browser hides its devices', async () => {
  const test = createMediaTest({ mediaDevices: undefined, isDenied: async () => false, onChange: () => {} });
  await test.start();
  expect(test.results()).toEqual({
    camera: { kind: 'failed', problem: 'unsupported' },
    microphone: { kind: 'failed', problem: 'unsupported' },
  });
});
