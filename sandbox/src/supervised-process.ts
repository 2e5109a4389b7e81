import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A program that is stopped when we ask for it, and also when we are gone. */
export interface SupervisedProcess {
  /** Settles with the exit code when the process is gone and its output was read; never rejects. */
  readonly exited: Promise<number | null>;
  /** Asks the program to stop. Safe to call at any time. */
  stop(): void;
  /** Ends program and shell at once, for one that does not stop. */
  kill(): void;
}

export interface ProcessPlan {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** What makes the program stop in good order. */
  readonly stopSignal: 'INT' | 'TERM';
  /** Receives both outputs, line by line. */
  readonly onLine: (line: string) => void;
  /** Shell commands before the program is started; they may read {@link ProcessPlan.firstLine} from descriptor 3. */
  readonly before?: string;
  /** Shell commands after the program has ended, however it did. */
  readonly after?: string;
  /** A secret for `before`: command lines and environments can be read by others. */
  readonly firstLine?: string;
  readonly user?: { readonly uid?: number; readonly gid?: number };
}

/** How long the shell waits for the program to stop in good order before it ends it by force. */
const STOP_LIMIT_S = 10;

/**
 * The shell stops the program when the pipe on descriptor 3 closes, which the kernel does for us even when Node
 * is killed with SIGKILL.
 *
 * Signals are ignored because a terminal's Ctrl-C or a service manager's SIGTERM reach everybody at once: we
 * decide in which order things stop.
 */
const supervisor = ({ before = '', after = '', stopSignal }: ProcessPlan) => `
trap '' HUP INT QUIT TERM
exec 3<&0 </dev/null
${before}
"$@" 3<&- &
child=$!
{
  while IFS= read -r ignored <&3; do :; done
  kill -${stopSignal} "$child"
  waited=0
  while [ "$waited" -lt ${STOP_LIMIT_S} ]; do
    sleep 1 >/dev/null 2>&1
    waited=$((waited + 1))
  done
  kill -KILL "$child"
} &
guard=$!
exec 3<&-
wait "$child"
code=$?
kill -KILL "$guard" 2>/dev/null
${after}
exit "$code"
`;

/** Starts a program under a small shell that watches over it; on Windows, which has none, as a plain child. */
export function supervise(plan: ProcessPlan): SupervisedProcess {
  const isWindows = process.platform === 'win32';
  const child = isWindows
    ? spawn(plan.program, plan.args, { cwd: plan.cwd, env: plan.env, windowsHide: true })
    : spawn('/bin/sh', ['-c', supervisor(plan), 'ehr-connector', plan.program, ...plan.args], {
        cwd: plan.cwd,
        env: plan.env,
        // In a process group of its own, the program does not hear the terminal's Ctrl-C before we do.
        detached: true,
        ...plan.user,
      });
  child.stdin.on('error', () => undefined); // the shell is gone already: its exit says so
  if (plan.firstLine !== undefined) child.stdin.write(`${plan.firstLine}\n`);
  for (const output of [child.stdout, child.stderr]) {
    createInterface({ input: output }).on('line', plan.onLine);
  }
  return {
    exited: exitOf(child),
    stop: () => (isWindows ? void child.kill() : void child.stdin.end()),
    kill: () => killGroup(child),
  };
}

/** Stops the process and waits until it is gone, by force if it takes longer than `limitMs`. */
export async function stopWithin(supervised: SupervisedProcess, limitMs: number): Promise<void> {
  const limit = setTimeout(() => supervised.kill(), limitMs);
  supervised.stop();
  await supervised.exited;
  clearTimeout(limit);
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    child.once('error', () => resolve(null));
    child.once('close', (code) => resolve(code));
  });
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  if (process.platform === 'win32') child.kill('SIGKILL');
  else process.kill(-child.pid, 'SIGKILL');
}
