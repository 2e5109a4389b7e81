const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const JPEG = [0xff, 0xd8, 0xff];

/** By how the bytes begin, whatever the sender calls them; `null` for anything else. */
export function imageTypeOf(bytes: Uint8Array): 'image/jpeg' | 'image/png' | null {
  if (JPEG.every((byte, at) => bytes[at] === byte)) return 'image/jpeg';
  return PNG.every((byte, at) => bytes[at] === byte) ? 'image/png' : null;
}
