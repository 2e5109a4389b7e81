import { type Png, readPng } from './png.ts';

/** A PNG cannot be pure white where it fades: colour is rounded once it has been multiplied by opacity. */
const NEARLY_WHITE = 250;

/**
 * What Teams demands of the two icons.
 *
 * @param icons the bytes of each file, `null` where there is none.
 * @see {@link https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-package#app-icons}
 */
export function iconProblems(icons: { color: Uint8Array | null; outline: Uint8Array | null }): string[] {
  return [
    ...problemsOf('icons.color', icons.color, 192, (icon) =>
      opaque(icon) ? [] : ['icons.color: has transparent pixels; Teams draws its own corners'],
    ),
    ...problemsOf('icons.outline', icons.outline, 32, (icon) =>
      whiteOnNothing(icon) ? [] : ['icons.outline: must be white on a transparent background'],
    ),
  ];
}

function problemsOf(
  name: string,
  bytes: Uint8Array | null,
  size: number,
  look: (icon: Png) => string[],
): string[] {
  if (bytes === null) return [`${name}: the file does not exist`];
  try {
    const icon = readPng(bytes);
    if (icon.width !== size || icon.height !== size) {
      return [`${name}: is ${icon.width}×${icon.height} pixels, must be ${size}×${size}`];
    }
    return look(icon);
  } catch (error) {
    return [`${name}: ${error instanceof Error ? error.message : 'cannot be read'}`];
  }
}

function opaque(icon: Png): boolean {
  return pixels(icon).every(([, , , opacity]) => opacity === 255);
}

function whiteOnNothing(icon: Png): boolean {
  const all = pixels(icon);
  const drawn = all.filter(([, , , opacity]) => opacity !== 0);
  const isWhite = drawn.every(([red = 0, green = 0, blue = 0]) => Math.min(red, green, blue) >= NEARLY_WHITE);
  return drawn.length > 0 && drawn.length < all.length && isWhite;
}

function pixels(icon: Png): Uint8Array[] {
  return Array.from({ length: icon.width * icon.height }, (_, at) => icon.rgba.subarray(at * 4, at * 4 + 4));
}
