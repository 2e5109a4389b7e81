import { setTimeout as delay } from 'node:timers/promises';
import type { Fault, Faults } from './faults.ts';
import type { RequestLog } from './request-log.ts';

/** Something the cloud posts to somebody. */
export interface Delivery {
  readonly url: string;
  /** Makes the request anew at each attempt; returns the status of the answer. */
  readonly send: (signal: AbortSignal) => Promise<number>;
  /** Called when it has been given up. */
  readonly onLost?: () => void;
}

/** Posts things one after another in each queue, retries, and does to them what the switches say. */
export interface Deliveries {
  add(queue: string, delivery: Delivery): void;
  /** Resolves when nothing waits any more. */
  idle(): Promise<void>;
  close(): void;
}

const ATTEMPT_TIMEOUT_MS = 15_000;

/** @param deps.retryDelaysMs pauses after failed attempts; one attempt more than there are pauses. */
export function createDeliveries(deps: {
  target: string;
  faults: Faults;
  requests: RequestLog;
  now: () => Date;
  retryDelaysMs: readonly number[];
}): Deliveries {
  const { target, faults, requests, now } = deps;
  const closing = new AbortController();
  const tails = new Map<string, Promise<void>>();
  const heldBack = new Map<string, { delivery: Delivery; overtaken: AbortController }[]>();
  const running = new Set<Promise<void>>();

  return {
    add(queue, delivery) {
      const fault = faults.take(target, delivery.url);
      if (fault?.kind === 'out-of-order') return holdBack(queue, delivery, fault);
      if (fault?.kind === 'delay') {
        // Beside the queue, so that whatever comes next overtakes it.
        return track(pause(fault.delayMs).then(() => deliver(delivery, fault)));
      }
      enqueue(queue, async () => {
        if (fault?.kind === 'slow') await pause(fault.delayMs);
        await deliver(delivery, fault);
        if (fault?.kind === 'duplicate') await deliver(delivery, fault);
      });
      releaseHeldBack(queue);
    },
    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
    close: () => closing.abort(),
  };

  function holdBack(queue: string, delivery: Delivery, fault: Fault): void {
    const overtaken = new AbortController();
    heldBack.set(queue, [...(heldBack.get(queue) ?? []), { delivery, overtaken }]);
    const wait = delay(fault.delayMs, undefined, {
      signal: AbortSignal.any([closing.signal, overtaken.signal]),
    });
    track(
      wait.then(
        () => releaseHeldBack(queue),
        () => undefined, // overtaken, and so released already; or closing
      ),
    );
  }

  function releaseHeldBack(queue: string): void {
    for (const { delivery, overtaken } of heldBack.get(queue) ?? []) {
      overtaken.abort();
      enqueue(queue, () => deliver(delivery, null));
    }
    heldBack.delete(queue);
  }

  function enqueue(queue: string, task: () => Promise<void>): void {
    const tail = (tails.get(queue) ?? Promise.resolve()).then(task).finally(() => {
      if (tails.get(queue) === tail) tails.delete(queue);
    });
    tails.set(queue, tail);
    track(tail);
  }

  function track(task: Promise<void>): void {
    const tracked = task
      .catch((error: unknown) => {
        if (!closing.signal.aborted) throw error;
      })
      .finally(() => running.delete(tracked));
    running.add(tracked);
  }

  async function deliver(delivery: Delivery, fault: Fault | null): Promise<void> {
    if (isLossy(fault)) {
      log(delivery, null, fault);
      return delivery.onLost?.();
    }
    for (const retryDelayMs of [...deps.retryDelaysMs, null]) {
      if (closing.signal.aborted) return;
      const status = await attempt(delivery);
      log(delivery, status, fault);
      const isDone = status !== null && status >= 200 && status < 300 && fault?.kind !== 'drop-answer';
      if (isDone) return;
      if (retryDelayMs === null) return delivery.onLost?.();
      await pause(retryDelayMs);
    }
  }

  async function attempt(delivery: Delivery): Promise<number | null> {
    try {
      return await delivery.send(AbortSignal.any([closing.signal, AbortSignal.timeout(ATTEMPT_TIMEOUT_MS)]));
    } catch {
      // Nobody listens, or the connection broke: seen in the request log as no status.
      return null;
    }
  }

  function log(delivery: Delivery, status: number | null, fault: Fault | null): void {
    const { url } = delivery;
    requests.add({
      at: now(),
      direction: 'out',
      target,
      method: 'POST',
      url,
      status,
      fault: fault?.kind ?? null,
    });
  }

  async function pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: closing.signal });
  }
}

/** Faults that, for something sent, can only mean that it never arrives. */
function isLossy(fault: Fault | null): boolean {
  return fault !== null && ['down', '401', '403', '429', '500'].includes(fault.kind);
}
