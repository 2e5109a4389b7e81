import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { checkpointVerifier, newCheckpointKey } from '@ehr-connector/shared/adapters/node/checkpoint-keys.ts';
import { systemClock } from '@ehr-connector/shared/adapters/node/clock.ts';
import { pruneAuditLogs } from '@ehr-connector/shared/adapters/postgres/audit-pruning.ts';
import { verifyAuditLogs } from '@ehr-connector/shared/adapters/postgres/audit-verification.ts';
import { ConfigError, readAuditConfig } from '@ehr-connector/shared/config/config.ts';
import { isSound, pruningReport, verificationReport } from './audit-report.ts';
import { asCommand } from './command.ts';

const USAGE = `npm run audit -- new-key
npm run audit -- verify [--log file …]
npm run audit -- prune [--keep-years years] [--log file …]`;

/** Checkpoints as the service's log has them, also where something has wrapped and quoted its lines. */
const LOGGED = /audit_checkpoint\\*":\s*\\*"([\w-]+\.[\w-]+\.[\w-]+)/g;

/** `npm run audit`: keys for checkpoints, verification of the audit log, and its shortening, as the schema's owner. */
await asCommand(async () => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    strict: false,
    options: { log: { type: 'string', multiple: true }, 'keep-years': { type: 'string' } },
  });
  const [command, ...others] = positionals;
  if (command === 'new-key') return print(await newKey());
  const logFiles = [...(Array.isArray(values.log) ? values.log : []), ...others].map(String);
  if (command === 'prune') return await prune(values['keep-years'], logFiles);
  if (command === 'verify') {
    await verify(logFiles);
    return;
  }
  throw new ConfigError(USAGE);
});

async function newKey(): Promise<string> {
  const { signing, verification } = await newCheckpointKey();
  return `AUDIT_SIGNING_KEY=${signing}\nIts public half, for AUDIT_VERIFICATION_KEYS:\n${verification}`;
}

/** @returns the organisations whose logs are sound. */
async function verify(logFiles: readonly string[]): Promise<readonly string[]> {
  const config = readAuditConfig();
  const logs = await verifyAuditLogs({
    ownerUrl: config.DATABASE_OWNER_URL,
    verifier: checkpointVerifier(config.keys),
    loggedCheckpoints: (await Promise.all(logFiles.map(checkpointsIn))).flat(),
    keptSince: yearsAgo(config.AUDIT_KEPT_YEARS),
  });
  print(verificationReport(logs));
  if (!logs.every(isSound)) process.exitCode = 1;
  return logs.filter(isSound).flatMap(({ organizationId }) => organizationId ?? []);
}

async function prune(keepYears: unknown, logFiles: readonly string[]): Promise<void> {
  const config = readAuditConfig();
  const years = keepYears === undefined ? config.AUDIT_KEPT_YEARS : Number(keepYears);
  if (!Number.isInteger(years) || years < config.AUDIT_KEPT_YEARS)
    throw new ConfigError(
      `--keep-years: a whole number, at least AUDIT_KEPT_YEARS (${config.AUDIT_KEPT_YEARS})`,
    );
  const verifier = checkpointVerifier(config.keys);
  const deps = { ownerUrl: config.DATABASE_OWNER_URL, verifier, clock: systemClock };
  print(pruningReport(await pruneAuditLogs(deps, yearsAgo(years), await verify(logFiles))));
}

async function checkpointsIn(path: string): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const line of createInterface({
    input: createReadStream(path),
    crlfDelay: Number.POSITIVE_INFINITY,
  }))
    for (const [, jws = ''] of line.matchAll(LOGGED)) found.push(jws);
  return found;
}

function yearsAgo(years: number): Date {
  const at = systemClock.now();
  at.setUTCFullYear(at.getUTCFullYear() - years);
  return at;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
