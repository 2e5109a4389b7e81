import { ConfigError } from '@ehr-connector/shared/config/config.ts';

/** Runs a command line task: an unusable configuration is told in plain words, a bug with its stack. */
export async function asCommand(task: () => Promise<void>): Promise<void> {
  try {
    await task();
  } catch (error) {
    const text =
      error instanceof ConfigError ? error.message : String(error instanceof Error ? error.stack : error);
    process.stderr.write(`${text}\n`);
    process.exitCode = 1;
  }
}
