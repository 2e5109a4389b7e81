import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { vi } from 'vitest';

/** Starts a command of ours in a process of its own, as an operator does. */
export function run(script: string, args: readonly string[], env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: join(import.meta.dirname, '../..'),
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { child, exited, output: text(child.stdout), errors: text(child.stderr) };
}

/** One more replica of the service, as `npm start` starts it. */
export const startReplica = (env: Readonly<Record<string, string>>) => run('bot/src/main.ts', [], env);

/** Waits until a replica serves. */
export async function untilReady(serviceUrl: string): Promise<void> {
  await vi.waitUntil(async () => (await fetch(`${serviceUrl}/readyz`).catch(() => null))?.ok, {
    timeout: 30_000,
    interval: 100,
  });
}
