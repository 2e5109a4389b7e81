import { expect, it } from 'vitest';
import { type DeviceResults, summaryOf } from './device-checks.ts';

const allWell: DeviceResults = {
  media: { camera: { kind: 'worked' }, microphone: { kind: 'worked' } },
  wasHeard: true,
  speaker: 'heard',
  connection: {
    kind: 'measured',
    rating: 'fair',
    measure: { roundTripMs: 20, downKbps: 900, upKbps: 900 },
  },
};

it('is ready when everything was tested and works', () => {
  expect(summaryOf(allWell)).toBe('ready');
});

it.each<[string, Partial<DeviceResults>]>([
  [
    'the camera is missing',
    { media: { ...allWell.media, camera: { kind: 'failed', problem: 'not-found' } } },
  ],
  ['the microphone was never heard', { wasHeard: false }],
  ['the person heard nothing', { speaker: 'not-heard' }],
  ['the connection dropped', { connection: { kind: 'failed' } }],
])('is partly ready when %s', (_what, results) => {
  expect(summaryOf({ ...allWell, ...results })).toBe('partly');
});

it.each<[string, Partial<DeviceResults>]>([
  ['the camera', { media: { ...allWell.media, camera: { kind: 'untested' } } }],
  ['the sound, which played but was not answered for', { speaker: 'played' }],
  ['the connection', { connection: { kind: 'testing' } }],
])('says nothing while there is still to test %s', (_what, results) => {
  expect(summaryOf({ ...allWell, ...results })).toBe('todo');
});
