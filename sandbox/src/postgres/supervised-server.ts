import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { PostgresBinaries } from './binaries.ts';

/** What a PostgreSQL server is to run on. */
export interface ServerPlan {
  readonly binaries: PostgresBinaries;
  /** The folder that holds `data` and `password`; made when missing. */
  readonly home: string;
  /** Whether `home` outlives the server. */
  readonly keep: boolean;
  readonly password: string;
  readonly settings: Readonly<Record<string, string | number>>;
}

/** A running server. */
export interface ServerProcess {
  /** The server's log. Read it to the end, or the server comes to a halt when the pipe is full. */
  readonly output: Readable;
  /** Settles when the server is gone, for whatever reason; never rejects. */
  readonly exited: Promise<void>;
  /** Asks the server to end its sessions and stop. */
  stop(): void;
  /** Ends the server at once, for one that does not stop. */
  kill(): void;
}

/**
 * Makes the database if there is none, runs the server, and stops it and tidies up when the pipe on file
 * descriptor 3 closes, which the kernel does for us even when Node is killed with SIGKILL.
 *
 * Signals are ignored because a terminal's Ctrl-C or a service manager's SIGTERM reach everybody at once: the
 * server must outlive those who use it. SIGINT is PostgreSQL's fast shutdown.
 */
const SUPERVISOR = `
trap '' HUP INT QUIT TERM
umask 077
home=$1 keep=$2 initdb=$3
shift 3
exec 3<&0 </dev/null
IFS= read -r password <&3 || exit 0
finish() {
  [ "$keep" = keep ] || rm -rf -- "$home"
  exit "$1"
}
mkdir -p -- "$home" || exit 1
if [ ! -d "$home/data" ]; then
  rm -rf -- "$home/new"
  printf '%s\\n' "$password" >"$home/password"
  "$initdb" --pgdata="$home/new" --pwfile="$home/password" --username=postgres --auth=scram-sha-256 \\
    --encoding=UTF8 --locale=C --locale-provider=builtin --builtin-locale=C.UTF-8 --no-sync --no-instructions \\
    3<&- >/dev/null && mv -- "$home/new" "$home/data" || finish 1
  [ "$keep" = keep ] || rm -f -- "$home/password"
fi
"$@" -D "$home/data" 3<&- &
server=$!
{ while IFS= read -r ignored <&3; do :; done; kill -INT "$server"; } &
guard=$!
exec 3<&-
wait "$server"
code=$?
kill -KILL "$guard" 2>/dev/null
finish "$code"
`;

/** Starts the server under a small shell. End the child's standard input to stop it; wait for its exit. */
export function superviseServer(plan: ServerPlan): ServerProcess {
  const child = spawn(
    '/bin/sh',
    [
      '-c',
      SUPERVISOR,
      'ehr-connector-postgres',
      plan.home,
      plan.keep ? 'keep' : 'remove',
      plan.binaries.initdb,
      plan.binaries.postgres,
      ...settingArguments(plan),
    ],
    {
      cwd: '/',
      env: { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C' },
      // In a process group of its own, the server does not hear the terminal's Ctrl-C before we do.
      detached: true,
      stdio: ['pipe', 'ignore', 'pipe'],
      ...unprivileged(),
    },
  );
  child.stdin.on('error', () => undefined); // the shell is gone already: its exit says so
  child.stdin.write(`${plan.password}\n`);
  return {
    output: child.stderr,
    exited: exitOf(child),
    stop: () => child.stdin.end(),
    kill: () => killGroup(child),
  };
}

/** `-c name=value` for each setting of the plan. */
export function settingArguments(plan: ServerPlan): string[] {
  return Object.entries(plan.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Settles when the process is gone and its output has been read; never rejects. */
export function exitOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('error', () => resolve());
    child.once('close', () => resolve());
  });
}

/** Root becomes "nobody": PostgreSQL refuses to run as root, and this number needs no entry anywhere. */
function unprivileged(): { uid?: number; gid?: number } {
  return process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  process.kill(-child.pid, 'SIGKILL');
}
