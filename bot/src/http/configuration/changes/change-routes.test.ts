import { DomainError } from '@ehr-connector/shared/domain/kernel/domain-error.ts';
import pino from 'pino';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createMetrics } from '../../../work/metrics.ts';
import { createHttpServer } from '../../server.ts';
import type { Asking } from '../asking.ts';
import { changeRoutes } from './change-routes.ts';
import type { ConfigurationChange } from './configuration-changes.ts';

/** Whoever names their organisation in a header may see its configuration. */
const asking = {
  ofOrganization: async ({ headers }: { headers: Record<string, unknown> }, action: string) => {
    if (action !== 'view-configuration' || headers.organization === undefined)
      throw new DomainError('not-allowed', 'nobody');
    return { member: { organizationId: headers.organization } };
  },
} as unknown as Asking;

async function served() {
  const heard = new Set<(change: ConfigurationChange) => void>();
  const missed = new Set<() => void>();
  const metrics = createMetrics();
  const server = createHttpServer({
    publicUrl: 'http://127.0.0.1',
    log: pino({ enabled: false }),
    metrics,
  });
  const configurationChanges = {
    on: (handler: (change: ConfigurationChange) => void) => {
      heard.add(handler);
      return () => heard.delete(handler);
    },
    onMissed: (handler: () => void) => {
      missed.add(handler);
      return () => missed.delete(handler);
    },
  };
  changeRoutes(server.routes, { asking, configurationChanges, metrics });
  const port = await server.listen(0);
  onTestFinished(() => void server.close());
  return {
    server,
    listeners: () => [heard.size, missed.size],
    streams: async () => (await metrics.streams.get()).values.map(({ value }) => value),
    change: (change: ConfigurationChange) => {
      for (const handler of heard) handler(change);
    },
    miss: () => {
      for (const handler of missed) handler();
    },
    open: async (organization?: string) => {
      const gone = new AbortController();
      const response = await fetch(`http://127.0.0.1:${port}/api/configuration/events`, {
        headers: organization === undefined ? {} : { organization },
        signal: gone.signal,
      });
      let text = '';
      const over = (async () => {
        for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString();
      })().catch(() => undefined);
      return { status: response.status, over, close: () => gone.abort(), text: () => text };
    },
  };
}

const changed = (connectionId: string | null) =>
  `event: changed\ndata: ${JSON.stringify({ connectionId })}\n\n`;

describe('the stream of changes', () => {
  it('tells of one’s own organisation, and that anything may have changed when something was missed', async () => {
    const { open, change, miss } = await served();
    const stream = await open('ours');
    await vi.waitFor(() => expect(stream.text()).toBe(': open\n\n'));
    change({ organizationId: 'theirs', connectionId: 'foreign' });
    change({ organizationId: 'ours', connectionId: 'c1' });
    change({ organizationId: 'ours', connectionId: null });
    miss();
    const told = `: open\n\n${changed('c1')}${changed(null)}${changed(null)}`;
    await vi.waitFor(() => expect(stream.text()).toBe(told));
  });

  it('is refused as a problem to who may not see the configuration', async () => {
    const { open, listeners } = await served();
    const stream = await open();
    await stream.over;
    expect([stream.status, JSON.parse(stream.text()).code]).toEqual([403, 'not-allowed']);
    expect(listeners()).toEqual([0, 0]);
  });

  it('leaves nothing behind when the listener goes', async () => {
    const { open, listeners, streams } = await served();
    const stream = await open('ours');
    await vi.waitFor(() => expect(listeners()).toEqual([1, 1]));
    expect(await streams()).toEqual([1]);
    stream.close();
    await vi.waitFor(() => expect(listeners()).toEqual([0, 0]));
    expect(await streams()).toEqual([0]);
  });

  it('ends when the service stops', async () => {
    const { server, open, listeners } = await served();
    const stream = await open('ours');
    await vi.waitFor(() => expect(listeners()).toEqual([1, 1]));
    const closed = server.close();
    await stream.over;
    await vi.waitFor(() => expect(listeners()).toEqual([0, 0]));
    await closed;
  });
});
