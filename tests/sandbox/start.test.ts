import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isFree, reservePort } from '@ehr-connector/sandbox/ports.ts';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openTerminal, type Terminal } from './terminal.ts';

const START_LIMIT_MS = 120_000;
const until = { timeout: 30_000, interval: 100 };

/** The addresses a terminal announces, once all is running. */
async function announced(terminal: Terminal) {
  const [, hospital = '', teams = '', connector = ''] = await terminal.says(
    /Hospital +(\S+)[\s\S]*Teams +(\S+)[\s\S]*Connector +(\S+)[\s\S]*Ctrl-C/,
  );
  return { hospital, teams, connector };
}

/** A server that listens and does not answer is not gone. */
async function expectAllGone(addresses: Record<string, string>): Promise<void> {
  await vi.waitFor(async () => {
    for (const address of Object.values(addresses)) {
      const { hostname, port } = new URL(address);
      expect([address, await isFree(Number(port), hostname.replace(/[[\]]/g, ''))]).toEqual([address, true]);
    }
  }, until);
}

let tmp: string;
beforeEach(async () => {
  tmp = await mkdtemp(join(tmpdir(), 'ehr-connector-start-'));
  await chmod(tmp, 0o1777); // the database server is run by another user when we are root
});
afterEach(() => rm(tmp, { recursive: true }));

/** What we left in the temporary folder, the database's programs aside: they stay for the next start. */
async function leftovers(): Promise<string[]> {
  return (await readdir(tmp)).filter((name) => /^ehr-connector-(?!postgres-)/.test(name));
}

it(
  'runs twice at once, and is gone after Ctrl-C and after SIGKILL',
  async () => {
    const terminals = [openTerminal({ TMPDIR: tmp }), openTerminal({ TMPDIR: tmp })] as const;
    const [first, second] = await Promise.all([announced(terminals[0]), announced(terminals[1])]);
    expect(new Set([...Object.values(first), ...Object.values(second)]).size).toBe(6);
    expect(terminals.map((terminal) => terminal.text()).join('\n')).toContain('is in use: taking those from');
    for (const { hospital, teams, connector } of [first, second]) {
      for (const url of [
        hospital,
        teams,
        `${connector}/healthz`,
        `${connector}/readyz`,
        `${connector}/tabs/`,
      ]) {
        expect([url, (await fetch(url)).status]).toEqual([url, 200]);
      }
    }
    terminals[0].process.kill('SIGINT');
    expect(await terminals[0].exited).toBe(0);
    await expectAllGone(first);
    terminals[1].process.kill('SIGKILL');
    await terminals[1].exited;
    await expectAllGone(second);
    await vi.waitFor(async () => expect(await leftovers()).toEqual([]), until);
  },
  START_LIMIT_MS,
);

it(
  'stops, and leaves nothing, when it is asked to before it has started',
  async () => {
    const terminal = openTerminal({ TMPDIR: tmp });
    await terminal.says(/Starting PostgreSQL/);
    terminal.process.kill('SIGTERM');
    expect(await terminal.exited).toBe(0);
    expect(terminal.text()).toContain('Stopped.');
    expect(await leftovers()).toEqual([]);
  },
  START_LIMIT_MS,
);

it('fails in plain words when the port it was told is taken', async () => {
  const reserved = await reservePort(0, '127.0.0.1');
  const terminal = openTerminal({ PORT: String(reserved.port) });
  expect(await terminal.exited).toBe(1);
  expect(terminal.text()).toBe(
    `Port ${reserved.port} is already in use by another program. Free it, or leave PORT out to take the next free one.`,
  );
  await reserved.release();
});

it('does not start on a port that is none', async () => {
  const terminal = openTerminal({ PORT: 'http' });
  expect(await terminal.exited).toBe(1);
  expect(terminal.text()).toContain('PORT is not the number of a port.');
});
