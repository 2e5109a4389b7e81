export type Device = 'camera' | 'microphone';

/** Why a device gives nothing, as far as the browser tells. */
export type MediaProblem = 'denied' | 'not-found' | 'in-use' | 'unsupported' | 'unknown';

/**
 * The browsers' names for one and the same trouble.
 *
 * @see {@link https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia}
 */
export function mediaProblemOf(error: unknown): MediaProblem {
  const name = error instanceof Error ? error.name : '';
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'not-found';
    // Windows lends a camera to one program at a time; Firefox says AbortError where Chrome says NotReadable.
    case 'NotReadableError':
    case 'AbortError':
      return 'in-use';
    case 'TypeError':
      return 'unsupported';
    default:
      return 'unknown';
  }
}
