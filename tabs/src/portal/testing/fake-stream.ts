import type { BoardVisit } from '@ehr-connector/shared/contract/visit-board.ts';

/** A stream of server-sent events that a test writes by hand. */
export interface FakeStream {
  readonly stream: ReadableStream<Uint8Array>;
  readonly signal: AbortSignal;
  isCancelled(): boolean;
  write(text: string): void;
  writeBytes(bytes: Uint8Array): void;
  visit(visit: BoardVisit): void;
  end(): void;
  fail(error: Error): void;
}

export function createFakeStream(signal: AbortSignal): FakeStream {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  let isCancelled = false;
  const stream = new ReadableStream<Uint8Array>({
    start: (given) => {
      controller = given;
    },
    cancel: () => {
      isCancelled = true;
    },
  });
  const writeBytes = (bytes: Uint8Array) => controller?.enqueue(bytes);
  const write = (text: string) => writeBytes(new TextEncoder().encode(text));
  return {
    stream,
    signal,
    isCancelled: () => isCancelled,
    write,
    writeBytes,
    visit: (visit) => write(`event: visit\ndata: ${JSON.stringify({ visit })}\n\n`),
    end: () => controller?.close(),
    fail: (error) => controller?.error(error),
  };
}
