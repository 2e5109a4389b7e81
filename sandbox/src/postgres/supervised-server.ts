import { type SupervisedProcess, supervise } from '../supervised-process.ts';
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
  /** Receives the server's log, line by line. */
  readonly onLine: (line: string) => void;
}

/** Makes the database if there is none. All of it happens in the shell, so that nothing stays if we are killed. */
const CREATE_CLUSTER = `
umask 077
IFS= read -r password <&3 || exit 0
finish() {
  [ "$keep" = yes ] || rm -rf -- "$home"
}
fail() {
  finish
  exit 1
}
mkdir -p -- "$home" || fail
if [ ! -d "$home/data" ]; then
  rm -rf -- "$home/new"
  printf '%s\\n' "$password" >"$home/password"
  "$initdb" --pgdata="$home/new" --pwfile="$home/password" --username=postgres --auth=scram-sha-256 \\
    --encoding=UTF8 --locale=C --locale-provider=builtin --builtin-locale=C.UTF-8 --no-sync --no-instructions \\
    3<&- >/dev/null && mv -- "$home/new" "$home/data" || fail
  [ "$keep" = yes ] || rm -f -- "$home/password"
fi
`;

/** Starts the server, on a database made first if need be. */
export function superviseServer(plan: ServerPlan): SupervisedProcess {
  return supervise({
    program: plan.binaries.postgres,
    args: serverArguments(plan),
    env: {
      PATH: process.env.PATH ?? '/usr/bin:/bin',
      LC_ALL: 'C',
      home: plan.home,
      keep: plan.keep ? 'yes' : 'no',
      initdb: plan.binaries.initdb,
    },
    cwd: '/',
    before: CREATE_CLUSTER,
    after: 'finish',
    firstLine: plan.password,
    stopSignal: 'INT', // PostgreSQL's fast shutdown: sessions are ended, not waited for
    onLine: plan.onLine,
    user: unprivileged(),
  });
}

/** The server's command line. */
export function serverArguments(plan: ServerPlan): string[] {
  const settings = Object.entries(plan.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return [...settings, '-D', `${plan.home}/data`];
}

/** Root becomes "nobody": PostgreSQL refuses to run as root, and this number needs no entry anywhere. */
function unprivileged(): { uid?: number; gid?: number } {
  return process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
}
