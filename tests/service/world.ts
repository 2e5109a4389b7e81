import { withClient } from '@ehr-connector/sandbox/postgres/roles.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '@ehr-connector/sandbox/sandbox.ts';
import { expect, vi } from 'vitest';
import type { Answer } from './browser.ts';

/** The sandbox with the real service in it, and what a test wants to know of both. */
export interface World extends Sandbox {
  /** What the service has logged so far. */
  readonly log: readonly Readonly<Record<string, unknown>>[];
  rows(sql: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  /** How much there is of everything that a launch makes. */
  footprint(): Promise<Readonly<Record<string, number>>>;
  /** What the service asked of the hospital and the cloud since they were last forgotten. */
  outsideCalls(): readonly string[];
  forgetOutsideCalls(): void;
  /** The status and the code of a refusal, whose reference is on the page (or in the problem) and in the log. */
  refusal(answer: Answer): Promise<{ readonly status: number; readonly code: unknown }>;
  /** That our API refuses. */
  expectProblem(answer: Answer, status: number, code: string): Promise<void>;
  /** That a page tells a person so. */
  expectRefusalPage(answer: Answer, status: number, code: string): Promise<void>;
}

const MADE_BY_LAUNCHES = [
  'visits',
  'participants',
  'signals',
  'patient_sessions',
  'patient_handovers',
  'staff_sessions',
  'clinician_links',
  'outbox',
  'arrivals',
] as const;

export async function startWorld(options: Pick<SandboxOptions, 'secondOrganization'> = {}): Promise<World> {
  const log: Record<string, unknown>[] = [];
  const sandbox = await startSandbox({
    ...options,
    ports: 'any',
    logLevel: 'info',
    log: (part, line) => {
      if (part === 'service' && line.startsWith('{')) log.push(JSON.parse(line));
    },
  });
  const rows: World['rows'] = (sql, values = []) =>
    withClient(
      sandbox.ownerDatabaseUrl,
      async (client) => (await client.query<Record<string, unknown>>(sql, [...values])).rows,
    );
  const refusal: World['refusal'] = async (answer) => {
    const reference = /<code>([0-9A-F]{8})<\/code>|"reference":"([0-9A-F]{8})"/.exec(answer.text);
    const wanted = reference?.[1] ?? reference?.[2];
    expect(wanted, `no reference in ${answer.status} ${answer.text.slice(0, 300)}`).toBeDefined();
    const entry = await vi.waitUntil(() => log.find((line) => line.reference === wanted), 5_000);
    return { status: answer.status, code: entry.code };
  };
  return {
    ...sandbox,
    log,
    rows,
    refusal,
    async footprint() {
      const counts = MADE_BY_LAUNCHES.map((table) => `(select count(*)::int from ${table}) as ${table}`);
      const [counted] = await rows(`select ${counts.join(', ')}`);
      return counted as Record<string, number>;
    },
    outsideCalls: () => [
      ...sandbox.hospital.control.requests().map(({ method, path }) => `hospital ${method} ${path}`),
      ...sandbox.cloud.control
        .requests()
        .filter(({ direction }) => direction === 'in')
        .map(({ method, url }) => `cloud ${method} ${url}`),
    ],
    forgetOutsideCalls() {
      sandbox.hospital.control.clearRequests();
      sandbox.cloud.control.reset();
    },
    async expectProblem(answer, status, code) {
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      expect(await refusal(answer)).toEqual({ status, code });
      const type = `urn:ehr-connector:problem:${code}`;
      expect(JSON.parse(answer.text)).toMatchObject({ status, code, type });
    },
    async expectRefusalPage(answer, status, code) {
      expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
      expect(await refusal(answer)).toEqual({ status, code });
    },
  };
}
