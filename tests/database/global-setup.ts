import type { TestProject } from 'vitest/node';
import { startTestServer } from './test-server.ts';

/** Vitest calls this once before the first test file, and what it returns after the last. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { server, close } = await startTestServer(process.env.TEST_DATABASE_URL);
  project.provide('testServer', server);
  return close;
}
