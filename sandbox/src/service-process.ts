import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type SupervisedProcess, stopWithin, supervise } from './supervised-process.ts';

/** What the service's programs are started with. */
export interface ServiceSurroundings {
  /** The repository's root. */
  readonly repository: string;
  readonly env: Readonly<Record<string, string>>;
  /** Receives both outputs, line by line. */
  readonly onLine: (line: string) => void;
  /** Gives up, and ends what was started. */
  readonly signal?: AbortSignal | undefined;
}

/** A running service, in a process of its own. */
export interface ServiceProcess {
  /** Settles with the exit code when the service is gone, for whatever reason; never rejects. */
  readonly exited: Promise<number | null>;
  /** Lets it finish its requests and stops it. Safe to call twice. */
  close(): Promise<void>;
  /** Ends it at once, as a crash does. */
  kill(): void;
}

const READY_LIMIT_MS = 60_000;
const COMMAND_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 15_000;

/** Starts the service and waits until `/readyz` says that it is. @throws {Error} with its last words if it is not. */
export async function startService(
  surroundings: ServiceSurroundings & { readonly serviceUrl: string },
): Promise<ServiceProcess> {
  const { process: service, lastWords } = run('bot/src/main.ts', [], surroundings);
  const close = () => stopWithin(service, STOP_LIMIT_MS);
  const limit = AbortSignal.timeout(READY_LIMIT_MS);
  const signal = surroundings.signal ? AbortSignal.any([surroundings.signal, limit]) : limit;
  try {
    await Promise.race([
      untilReady(surroundings.serviceUrl, signal),
      service.exited.then((code) => Promise.reject(new Error(`It stopped with exit code ${code}.`))),
    ]);
  } catch (cause) {
    await close();
    throw new Error(`The service did not start:\n${lastWords()}`, { cause });
  }
  return { exited: service.exited, close, kill: service.kill };
}

/** Runs one of the service's commands to its end. @throws {Error} with its last words when it fails. */
export async function runServiceCommand(
  file: string,
  args: readonly string[],
  surroundings: ServiceSurroundings,
): Promise<void> {
  const { process: command, lastWords } = run(file, args, surroundings);
  const limit = setTimeout(() => command.kill(), COMMAND_LIMIT_MS);
  const code = await command.exited;
  clearTimeout(limit);
  if (code !== 0) throw new Error(`${file} failed:\n${lastWords()}`);
}

function run(
  file: string,
  args: readonly string[],
  { repository, env, onLine }: ServiceSurroundings,
): { process: SupervisedProcess; lastWords: () => string } {
  const last: string[] = [];
  const supervised = supervise({
    program: process.execPath,
    args: [join(repository, file), ...args],
    cwd: repository,
    env: { ...inherited(), ...env },
    stopSignal: 'TERM',
    onLine(line) {
      last.push(line);
      if (last.length > 20) last.shift();
      onLine(line);
    },
  });
  return { process: supervised, lastWords: () => last.join('\n') };
}

/** What a program needs of its surroundings; the rest of our environment is none of the service's business. */
function inherited(): Record<string, string> {
  const names = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'SYSTEMROOT', 'LANG', 'TZ'];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

async function untilReady(serviceUrl: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    const answer = await fetch(`${serviceUrl}/readyz`, { signal }).catch(() => undefined);
    signal.throwIfAborted();
    if (answer?.ok) return;
    await pause(50, undefined, { signal });
  }
}
