import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { exitOf, type ServerPlan, type ServerProcess, settingArguments } from './supervised-server.ts';

/** Windows has no `/bin/sh` to watch over the server, so there the server is a plain child of ours. */
export async function startWindowsServer(plan: ServerPlan): Promise<ServerProcess> {
  const data = join(plan.home, 'data');
  if (!existsSync(data)) await createCluster(plan, data);
  const child = spawn(plan.binaries.postgres, [...settingArguments(plan), '-D', data], {
    stdio: ['ignore', 'ignore', 'pipe'],
    windowsHide: true,
  });
  const exited = exitOf(child).then(async () => {
    if (!plan.keep) await rm(plan.home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  });
  return { output: child.stderr, exited, stop: () => child.kill(), kill: () => child.kill('SIGKILL') };
}

async function createCluster(plan: ServerPlan, data: string): Promise<void> {
  const fresh = join(plan.home, 'new');
  const passwordFile = join(plan.home, 'password');
  await mkdir(plan.home, { recursive: true });
  await rm(fresh, { recursive: true, force: true });
  await writeFile(passwordFile, `${plan.password}\n`);
  await promisify(execFile)(plan.binaries.initdb, [
    ...[`--pgdata=${fresh}`, `--pwfile=${passwordFile}`, '--username=postgres', '--auth=scram-sha-256'],
    ...['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ...['--no-sync', '--no-instructions'],
  ]);
  await rename(fresh, data);
  if (!plan.keep) await rm(passwordFile);
}
