import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Channel } from './scope.ts';

/** Hears what other replicas, and this one, committed. */
export interface Live {
  /** @returns how to stop listening. */
  on(channel: Channel, heard: (payload: string) => void): () => void;
  /** Called when notifications may have been missed: listeners look for themselves. */
  onMissed(handler: () => void): () => void;
  close(): Promise<void>;
}

const RECONNECT_MS = 500;
const PROBE_EVERY_MS = 10_000;
const ANSWERS_WITHIN_MS = 5_000;
const CHANNELS: readonly Channel[] = ['outbox', 'folds', 'visits', 'configuration'];

/** One connection that listens, and comes back whenever it is lost. */
export function createLive(deps: { readonly url: string; readonly onLost: (error: unknown) => void }): Live {
  const listeners = new Map<Channel, Set<(payload: string) => void>>(
    CHANNELS.map((channel) => [channel, new Set()]),
  );
  const missed = new Set<() => void>();
  const closing = new AbortController();
  let current: pg.Client | null = null;

  async function connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: deps.url,
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      query_timeout: ANSWERS_WITHIN_MS,
    });
    const lost = Promise.withResolvers<void>();
    // It may be lost before anybody waits for that: while connecting, or within the first query.
    lost.promise.catch(() => undefined);
    client.on('error', lost.reject);
    client.on('end', () => lost.resolve());
    client.on('notification', ({ channel, payload }) => {
      for (const heard of listeners.get(channel as Channel) ?? []) heard(payload ?? '');
    });
    // A connection that was cut without a word is noticed by asking over it.
    const probe = setInterval(() => client.query('select 1').catch(lost.reject), PROBE_EVERY_MS);
    try {
      await client.connect();
      await client.query(CHANNELS.map((channel) => `listen ${channel}`).join(';'));
      if (closing.signal.aborted) return;
      current = client;
      for (const handler of missed) handler();
      await lost.promise;
    } finally {
      clearInterval(probe);
      current = null;
      client.end().catch(deps.onLost);
    }
  }

  async function keepConnected(): Promise<void> {
    while (!closing.signal.aborted) {
      await connect().catch((error) => {
        if (!closing.signal.aborted) deps.onLost(error);
      });
      await pause(RECONNECT_MS, undefined, { signal: closing.signal }).catch(() => undefined);
    }
  }

  const running = keepConnected();
  return {
    on(channel, heard) {
      listeners.get(channel)?.add(heard);
      return () => listeners.get(channel)?.delete(heard);
    },
    onMissed(handler) {
      missed.add(handler);
      return () => missed.delete(handler);
    },
    async close() {
      closing.abort();
      await current?.end();
      await running;
    },
  };
}
