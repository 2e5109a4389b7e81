import { inflateSync } from 'node:zlib';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Samples per pixel by the colour types this reader takes: 2 is RGB, 6 is RGB with transparency. */
const SAMPLES: Readonly<Record<number, number>> = { 2: 3, 6: 4 };

export interface Png {
  readonly width: number;
  readonly height: number;
  /** Four bytes a pixel (red, green, blue, opacity), row by row from the top. */
  readonly rgba: Uint8Array;
}

/**
 * Decodes an icon.
 *
 * @throws {RangeError} when it is not a PNG of 8 bits a sample in true colour, not interlaced.
 * @see {@link https://www.w3.org/TR/png-3/}
 */
export function readPng(bytes: Uint8Array): Png {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 33 || SIGNATURE.some((byte, at) => bytes[at] !== byte))
    throw new RangeError('not a PNG');
  const width = view.getUint32(16);
  const height = view.getUint32(20);
  const samples = SAMPLES[view.getUint8(25)];
  if (view.getUint8(24) !== 8 || samples === undefined || view.getUint8(28) !== 0) {
    throw new RangeError('not a true-colour PNG of 8 bits a sample without interlacing');
  }
  const rows = unfilter(inflateSync(imageData(bytes, view)), width * samples, height, samples);
  const rgba = new Uint8Array(width * height * 4).fill(255);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    rgba.set(rows.subarray(pixel * samples, (pixel + 1) * samples), pixel * 4);
  }
  return { width, height, rgba };
}

function imageData(bytes: Uint8Array, view: DataView): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (type === 'IDAT') parts.push(bytes.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  return Buffer.concat(parts);
}

/** PNG §9: every row begins with the number of the filter that predicts its bytes from their neighbours. */
function unfilter(data: Uint8Array, rowBytes: number, height: number, samples: number): Uint8Array {
  const rows = new Uint8Array(rowBytes * height);
  for (let y = 0; y < height; y += 1) {
    const filter = data[y * (rowBytes + 1)];
    for (let x = 0; x < rowBytes; x += 1) {
      const at = y * rowBytes + x;
      const left = x < samples ? 0 : (rows[at - samples] ?? 0);
      const up = y === 0 ? 0 : (rows[at - rowBytes] ?? 0);
      const upLeft = x < samples || y === 0 ? 0 : (rows[at - rowBytes - samples] ?? 0);
      rows[at] = (data[y * (rowBytes + 1) + 1 + x] ?? 0) + predicted(filter, left, up, upLeft);
    }
  }
  return rows;
}

function predicted(filter: number | undefined, left: number, up: number, upLeft: number): number {
  switch (filter) {
    case 0:
      return 0;
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4:
      return paeth(left, up, upLeft);
    default:
      throw new RangeError('not a PNG: unknown filter');
  }
}

/** PNG §9.4: whichever neighbour is nearest to `left + up - upLeft`; ties go to the left, then up. */
function paeth(left: number, up: number, upLeft: number): number {
  const estimate = left + up - upLeft;
  const toLeft = Math.abs(estimate - left);
  const toUp = Math.abs(estimate - up);
  const toUpLeft = Math.abs(estimate - upLeft);
  if (toLeft <= toUp && toLeft <= toUpLeft) return left;
  return toUp <= toUpLeft ? up : upLeft;
}
