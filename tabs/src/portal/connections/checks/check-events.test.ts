import { describe, expect, it } from 'vitest';
import { readCheckEvents } from './check-events.ts';

const streamOf = (...parts: string[]) => new Blob(parts).stream();
const check = '{"check":"address","outcome":"fine","finding":"address-fine","details":{}}';

describe('the events of a probe', () => {
  it('are told one by one, and the end is green or red', async () => {
    const seen: string[] = [];
    const isGreen = await readCheckEvents(
      streamOf(
        `event: check\ndata: ${check.slice(0, 20)}`,
        `${check.slice(20)}\n\nevent: done\ndata: {"isGreen":true}\n\n`,
      ),
      ({ finding }) => seen.push(String(finding)),
    );
    expect(seen).toEqual(['address-fine']);
    expect(isGreen).toBe(true);
  });

  it('that end early have no end', async () => {
    expect(await readCheckEvents(streamOf(`event: check\ndata: ${check}\n\n`), () => undefined)).toBeNull();
  });

  it('that are not what the contract says are refused', async () => {
    const wrong = readCheckEvents(streamOf('event: check\ndata: {"check":"weather"}\n\n'), () => undefined);
    await expect(wrong).rejects.toThrow();
  });
});
