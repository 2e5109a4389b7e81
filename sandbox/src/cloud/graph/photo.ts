import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';

/** Sizes of photos that Graph has, in pixels. */
export const PHOTO_SIZES: readonly number[] = [48, 64, 96, 120, 240, 360, 432, 504, 648];

/** The photo of somebody, as a PNG: a head and shoulders, in colours that are the person's own. */
export function photoOf(oid: string, size: number): Buffer {
  const [hue = 0, tone = 0] = createHash('sha256').update(oid).digest();
  const ground = colour((hue * 360) / 256, 0.45, 0.72);
  const clothes = colour((hue * 360) / 256 + 150, 0.4, 0.38);
  const skin = colour(25, 0.45, 0.35 + (tone / 256) * 0.4);
  const hair = colour(25, 0.3, 0.12 + (tone / 256) * 0.25);
  const pixelAt = (x: number, y: number): readonly number[] => {
    if (Math.hypot(x - 0.5, y - 0.42) < 0.17) return y < 0.36 ? hair : skin;
    if (Math.hypot(x - 0.5, y - 0.4) < 0.2 && y < 0.42) return hair;
    return Math.hypot((x - 0.5) * 0.8, y - 1) < 0.33 ? clothes : ground;
  };
  const rows: number[] = [];
  for (let y = 0; y < size; y += 1) {
    rows.push(0);
    for (let x = 0; x < size; x += 1) rows.push(...pixelAt((x + 0.5) / size, (y + 0.5) / size));
  }
  return png(size, Buffer.from(rows));
}

/** @see {@link https://www.w3.org/TR/png-3/} */
function png(size: number, rows: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const content = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(content), 4);
  return Buffer.concat([frame.subarray(0, 4), content, frame.subarray(4)]);
}

/** HSL to RGB. @see {@link https://www.w3.org/TR/css-color-4/#hsl-to-rgb} */
function colour(hue: number, saturation: number, lightness: number): readonly number[] {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  return [0, 8, 4].map((offset) => {
    const k = (offset + hue / 30) % 12;
    return Math.round(255 * (lightness - reach * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  });
}
