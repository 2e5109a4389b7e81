import type { IncomingMessage } from 'node:http';
import { DomainError } from '@ehr-connector/shared/domain/kernel/domain-error.ts';

/** More was sent than a route takes. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
  readonly statusCode = 413;
}

/** Beacons can carry text only; what they say is JSON all the same. */
const JSON_TYPES = /^(application\/json|text\/plain)\s*(;|$)/i;

/**
 * Reads a request to its end, and what it says if that is JSON. Of every other type the bytes are read and dropped:
 * forms of ours have no fields, and nothing is ever written to a file.
 *
 * @returns `undefined` when nothing was said.
 * @throws {BodyTooLarge}
 * @throws {DomainError} `request-invalid` for malformed JSON, or a request that breaks off.
 */
export async function readBody(request: IncomingMessage, largestBytes: number): Promise<unknown> {
  const bytes = await readBytes(request, largestBytes);
  if (bytes.length === 0 || !JSON_TYPES.test(request.headers['content-type'] ?? '')) return undefined;
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    // The parser's own message quotes what was sent.
    throw new DomainError('request-invalid', 'the body is not JSON');
  }
}

function readBytes(request: IncomingMessage, largestBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const tooLarge = () => {
      // What still comes is let run out unread, so that the asker can read the answer.
      request.removeAllListeners('data').resume();
      reject(new BodyTooLarge(`more than ${largestBytes} bytes`));
    };
    if (Number(request.headers['content-length'] ?? 0) > largestBytes) return tooLarge();
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > largestBytes) return tooLarge();
      chunks.push(chunk);
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    const brokeOff = () => reject(new DomainError('request-invalid', 'the request broke off'));
    request.on('error', brokeOff);
    request.on('close', brokeOff);
  });
}
