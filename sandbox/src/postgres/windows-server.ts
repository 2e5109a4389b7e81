import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type SupervisedProcess, supervise } from '../supervised-process.ts';
import { type ServerPlan, serverArguments } from './supervised-server.ts';

/** Windows has no `/bin/sh` to make the database and to tidy up: there we do it ourselves. */
export async function startWindowsServer(plan: ServerPlan): Promise<SupervisedProcess> {
  if (!existsSync(join(plan.home, 'data'))) await createCluster(plan);
  const server = supervise({
    program: plan.binaries.postgres,
    args: serverArguments(plan),
    env: { ...process.env } as Record<string, string>,
    cwd: plan.home,
    stopSignal: 'INT',
    onLine: plan.onLine,
  });
  return { ...server, exited: server.exited.then((code) => tidyUp(plan).then(() => code)) };
}

async function tidyUp(plan: ServerPlan): Promise<void> {
  if (!plan.keep) await rm(plan.home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

async function createCluster(plan: ServerPlan): Promise<void> {
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
  await rename(fresh, join(plan.home, 'data'));
  if (!plan.keep) await rm(passwordFile);
}
