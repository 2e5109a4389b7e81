import { readFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { iconProblems } from '../../appPackage/icon-rules.ts';
import { readPng } from '../../appPackage/png.ts';
import { root } from './sample-environment.ts';

const color = readFileSync(`${root}/appPackage/color.png`);
const outline = readFileSync(`${root}/appPackage/outline.png`);

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A square PNG of rows that already carry their filter byte. */
function png(size: number, rows: Uint8Array, colourType = 6, depth = 8): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([depth, colourType, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A square of one colour, with its upper half left transparent if asked. */
function plain(size: number, rgba: readonly number[], halfTransparent = false): Buffer {
  const row = (pixel: readonly number[]) => [0, ...Array.from({ length: size }, () => pixel).flat()];
  const rows = Array.from({ length: size }, (_, y) =>
    row(halfTransparent && y < size / 2 ? [0, 0, 0, 0] : rgba),
  );
  return png(size, Uint8Array.from(rows.flat()));
}

test('finds nothing in the icons as they are', () => {
  expect(iconProblems({ color, outline })).toEqual([]);
});

test('misses icons that do not exist', () => {
  expect(iconProblems({ color: null, outline: null })).toEqual([
    'icons.color: the file does not exist',
    'icons.outline: the file does not exist',
  ]);
});

test('measures them', () => {
  expect(iconProblems({ color: outline, outline: color })).toEqual([
    'icons.color: is 32×32 pixels, must be 192×192',
    'icons.outline: is 192×192 pixels, must be 32×32',
  ]);
});

test('refuses a colour icon with holes', () => {
  const holed = plain(192, [11, 85, 99, 255], true);
  expect(iconProblems({ color: holed, outline })).toEqual([
    'icons.color: has transparent pixels; Teams draws its own corners',
  ]);
});

test.each([
  ['in colour', plain(32, [200, 255, 255, 255], true)],
  ['without transparency', plain(32, [255, 255, 255, 255])],
  ['of nothing', plain(32, [0, 0, 0, 0])],
])('refuses an outline %s', (_, drawn) => {
  expect(iconProblems({ color, outline: drawn })).toEqual([
    'icons.outline: must be white on a transparent background',
  ]);
});

test.each([
  ['no PNG', Buffer.from('GIF89a, with enough bytes behind it to be measured'), 'not a PNG'],
  ['a palette', png(32, new Uint8Array(32 * 33), 3), 'not a true-colour PNG of 8 bits'],
  ['an unknown filter', png(1, Uint8Array.from([9, 0, 0, 0, 0])), 'unknown filter'],
])('says so when the file is %s', (_, bytes, reason) => {
  expect(iconProblems({ color, outline: bytes }).join()).toContain(reason);
});

test('reads all five row filters', () => {
  const pixels = (bytes: Uint8Array) => [...readPng(bytes).rgba];
  // Two pixels a row, each row by another filter; the last differs in its first byte, which decides its predictor.
  const rows = [
    [0, 10, 20, 30, 255, 0, 60, 80, 255],
    [2, 0, 0, 0, 0, 0, 0, 0, 0],
    [1, 10, 20, 30, 255, 246, 40, 50, 0],
    [3, 5, 10, 15, 128, 251, 20, 25, 0],
    [4, 10, 0, 0, 0, 246, 0, 0, 0],
  ];
  const narrowed = Buffer.from(png(5, Uint8Array.from(rows.flat())));
  narrowed.writeUInt32BE(2, 16);
  const row = [10, 20, 30, 255, 0, 60, 80, 255];
  expect(pixels(narrowed)).toEqual([row, row, row, row, [20, ...row.slice(1)]].flat());
});
