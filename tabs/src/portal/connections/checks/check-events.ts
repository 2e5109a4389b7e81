import { CheckDone, CheckResult } from '@ehr-connector/shared/contract/checks.ts';
import { createParser } from 'eventsource-parser';

/**
 * Reads the events of a probe or a rehearsal.
 *
 * @returns whether it is green, or null when the stream ended before it was done.
 * @throws whatever broke the stream, and an error when an event is not what the contract says.
 */
export async function readCheckEvents(
  stream: ReadableStream<Uint8Array>,
  onResult: (result: CheckResult) => void,
): Promise<boolean | null> {
  let isGreen: boolean | null = null;
  const parser = createParser({
    onEvent: ({ event, data }) => {
      if (event === 'check') onResult(CheckResult.parse(JSON.parse(data)));
      if (event === 'done') isGreen = CheckDone.parse(JSON.parse(data)).isGreen;
    },
  });
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return isGreen;
      parser.feed(decoder.decode(value, { stream: true }));
    }
  } finally {
    // The stream may be broken, or read to its end: in both cases there is nothing left to stop.
    await reader.cancel().catch(() => undefined);
  }
}
