import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, it, vi } from 'vitest';
import { stopWithin, supervise } from './supervised-process.ts';

/** Says its number, and "stopping" when asked to stop; `stubborn` does not stop then. */
const program = (stubborn: boolean) => `
  process.on('SIGTERM', () => { console.log('stopping'); if (!${stubborn}) process.exit(7); });
  console.log(process.pid);
  setInterval(() => undefined, 1000);
`;

function start(source: string) {
  const lines: string[] = [];
  const supervised = supervise({
    program: process.execPath,
    args: ['-e', source],
    env: {},
    cwd: '/',
    stopSignal: 'TERM',
    onLine: (line) => lines.push(line),
  });
  const running = vi.waitFor(() => expect(lines).toHaveLength(1), { timeout: 20_000 });
  return { supervised, lines, running };
}

/** A process whose parent is gone counts as alive until the system has collected it. */
const until = { timeout: 25_000, interval: 200 };

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

it('stops a program in good order, and tells how it ended and what it said', async () => {
  const { supervised, lines, running } = start(program(false));
  await running;
  await stopWithin(supervised, 60_000);
  expect(await supervised.exited).toBe(7);
  expect(lines[1]).toBe('stopping');
});

it('ends a program that does not stop', async () => {
  const { supervised, lines, running } = start(program(true));
  await running;
  await stopWithin(supervised, 100);
  await vi.waitFor(() => expect(isAlive(Number(lines[0]))).toBe(false), until);
});

it('tells of a program that ends by itself, and of one that is not there', async () => {
  expect(await start('process.exit(3)').supervised.exited).toBe(3);
  const missing = {
    program: '/nowhere',
    args: [],
    env: {},
    cwd: '/',
    stopSignal: 'TERM',
    onLine: () => undefined,
  } as const;
  expect(await supervise(missing).exited).toBe(127);
});

it('ends even a program that does not stop when we are killed ourselves', async () => {
  const plan = {
    program: process.execPath,
    args: ['-e', program(true)],
    env: {},
    cwd: '/',
    stopSignal: 'TERM',
  };
  const module = new URL('supervised-process.ts', import.meta.url).href;
  const parent = spawn(process.execPath, [
    '--input-type=module',
    '-e',
    `import { supervise } from ${JSON.stringify(module)};
     supervise({ ...${JSON.stringify(plan)}, onLine: (line) => console.log(line) });`,
  ]);
  const [line] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string];
  expect(isAlive(Number(line))).toBe(true);
  parent.kill('SIGKILL');
  await vi.waitFor(() => expect(isAlive(Number(line))).toBe(false), until);
});
