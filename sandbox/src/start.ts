import { PortTakenError } from './ports.ts';
import { type Sandbox, startSandbox } from './sandbox.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);
const complain = (line: string) => process.stderr.write(`${line}\n`);

/** `npm run sandbox`: starts everything, says where it is, and stops everything when asked to. */
async function main(): Promise<number> {
  const began = performance.now();
  const stopping = new AbortController();
  const asked = new Promise<void>((resolve) => {
    stopping.signal.addEventListener('abort', () => resolve());
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => stopping.abort());
  }
  const sandbox = await start(stopping.signal);
  if (sandbox === undefined) return stopping.signal.aborted ? 0 : 1;
  announce(sandbox, (performance.now() - began) / 1000);

  const broken = await Promise.race([sandbox.broken, asked]);
  if (broken === undefined) say('Stopping.');
  else complain(`Something has stopped unexpectedly: ${broken}. Stopping everything else.`);
  await sandbox.close();
  return broken === undefined ? 0 : 1;
}

/** @returns nothing when it was told to stop, or failed and has said why. */
async function start(signal: AbortSignal): Promise<Sandbox | undefined> {
  try {
    const port = portWanted();
    return await startSandbox({
      ...(port !== undefined && { ports: port }),
      ...(process.env.LOG_LEVEL && { logLevel: process.env.LOG_LEVEL }),
      log: (part, line) => {
        if (part === 'service') complain(line);
      },
      progress: say,
      signal,
    });
  } catch (error) {
    if (signal.aborted) say('Stopped.');
    else if (error instanceof PortTakenError)
      complain(`${error.message} Free it, or leave PORT out to take the next free one.`);
    else complain(`The sandbox could not start. ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

function portWanted(): number | undefined {
  const given = process.env.PORT;
  if (given === undefined || given === '') return undefined;
  const port = Number(given);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Error('PORT is not the number of a port.');
  return port;
}

function announce({ hospital, cloud, serviceUrl }: Sandbox, seconds: number): void {
  say(`
Ready after ${seconds.toFixed(1)} s.

  Hospital   ${hospital.url}   schedule and patient portal: begin visits here
  Teams      ${cloud.url}/teams   chat, tab and meetings, as the clinicians see them
  Connector  ${serviceUrl}   the service itself

  EHR to connect: ${hospital.url}/administration/practice
  An EHR that nobody has connected yet. In the tab, sign in as
    Tomás Novák      Microsoft 365 administrator, who proposes
    Priya Raman      EHR analyst, who approves; in the EHR's own sign-in too
    Ingrid Solberg   Teams administrator, for when nobody has the app's own role
  docs/development.md says what to click.

Ctrl-C stops everything.`);
}

process.exitCode = await main();
