import { expect, it } from 'vitest';
import { loudnessOf } from './sound.ts';

it.each([
  ['silence', 0, 0],
  ['a quiet room', 0.001, 0],
  ['a voice across the table', 0.03, 0.59],
  ['a voice close by', 0.32, 1],
  ['a shout', 1, 1],
])('draws %s by how loud it seems', (_what, amplitude, level) => {
  const samples = new Float32Array(1024).fill(amplitude);
  expect(loudnessOf(samples)).toBeCloseTo(level, 1);
});
