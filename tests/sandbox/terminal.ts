import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** `npm run sandbox` in a terminal of its own. */
export interface Terminal {
  readonly process: ChildProcess;
  /** Everything it has said so far. */
  text(): string;
  /** Settles with the exit code. */
  readonly exited: Promise<number | null>;
  /** Waits until it says something that matches. @throws {Error} with all it said if it ends before. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
}

const REPOSITORY = join(import.meta.dirname, '../..');

/** @param env added to the environment; `undefined` takes a variable out. */
export function openTerminal(env: Readonly<Record<string, string | undefined>> = {}): Terminal {
  const child = spawn(process.execPath, ['sandbox/src/start.ts'], {
    cwd: REPOSITORY,
    env: { ...process.env, PORT: undefined, LOG_LEVEL: undefined, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const listeners = new Set<() => void>();
  const text = () => lines.join('\n');
  for (const output of [child.stdout, child.stderr]) {
    createInterface({ input: output }).on('line', (line) => {
      lines.push(line);
      for (const listener of listeners) listener();
    });
  }
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  const says = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const found = pattern.exec(text());
        if (!found) return;
        listeners.delete(look);
        resolve(found);
      };
      listeners.add(look);
      look();
      exited.then((code) => reject(new Error(`It ended with ${code} after saying:\n${text()}`)));
    });
  return { process: child, text, exited, says };
}
