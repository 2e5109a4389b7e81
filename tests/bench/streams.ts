import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { freePort } from '@ehr-connector/sandbox/ports.ts';
import { startService } from '@ehr-connector/sandbox/service-process.ts';
import { startBareProcess } from './bare-process.ts';
import { type Effort, median, numberRow, type Row } from './figures.ts';
import { expecting, type HttpClient } from './http-client.ts';
import { timesOf } from './load.ts';
import type { PatientSession } from './patient-session.ts';
import type { World } from './world.ts';

const SAMPLES = 10;
const BETWEEN_SAMPLES_MS = 300;
const AT_ONCE = 20;
const REPOSITORY = new URL('../..', import.meta.url).pathname;

/** What a server holds before and after streams are opened, in bytes. */
interface Memory {
  readonly idle: number;
  readonly open: number;
}

/**
 * What a fresh replica holds in memory, and what each open page of a patient adds. The floor is a bare server of Node
 * with as many streams.
 */
export async function measureStreams(
  world: World,
  sessions: readonly PatientSession[],
  effort: Effort,
): Promise<readonly Row[]> {
  const ours = await ofReplica(world, sessions, effort.streams);
  const floor = await ofBareServer(world.client, effort.streams);
  const mega = (bytes: number) => bytes / 1_000_000;
  const each = ({ idle, open }: Memory) => Math.max(open - idle, 0) / effort.streams / 1_000;
  return [
    numberRow('Memory of an idle replica', 'MB', mega(ours.idle), mega(floor.idle)),
    numberRow(`Memory with ${effort.streams} open event streams`, 'MB', mega(ours.open), mega(floor.open)),
    numberRow('Memory of each stream', 'kB', each(ours), each(floor)),
  ];
}

/** Another replica on the same database: it has done nothing yet that would blur the picture. */
async function ofReplica(
  { sandbox, client }: World,
  sessions: readonly PatientSession[],
  streams: number,
): Promise<Memory> {
  const port = await freePort('127.0.0.1');
  const serviceUrl = `http://127.0.0.1:${port}`;
  const replica = await startService({
    repository: REPOSITORY,
    env: { ...sandbox.environment, PORT: String(port) },
    onLine: () => undefined,
    serviceUrl,
  });
  try {
    return await whileStreaming(client, streams, {
      stream(index) {
        const session = sessions[index % sessions.length];
        if (session === undefined) throw new RangeError('at least one session is needed');
        const { visitId, cookie } = session;
        return { url: `${serviceUrl}/api/visits/${visitId}/patient/events`, headers: { cookie } };
      },
      first: 'event: visit',
      async memory() {
        const url = `${serviceUrl}/metrics`;
        const { text } = await expecting(200, url, client.send(url));
        return Number(/^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1]);
      },
    });
  } finally {
    await replica.close();
  }
}

async function ofBareServer(client: HttpClient, streams: number): Promise<Memory> {
  const bare = await startBareProcess();
  try {
    return await whileStreaming(client, streams, {
      stream: () => ({ url: `${bare.url}/events`, headers: {} }),
      first: ': open',
      async memory() {
        const url = `${bare.url}/memory`;
        return Number((await expecting(200, url, client.send(url))).text);
      },
    });
  } finally {
    await bare.close();
  }
}

async function whileStreaming(
  client: HttpClient,
  count: number,
  server: {
    readonly stream: (index: number) => { readonly url: string; readonly headers: Record<string, string> };
    /** What the first event of a stream says. */
    readonly first: string;
    readonly memory: () => Promise<number>;
  },
): Promise<Memory> {
  const idle = await settledMemory(server.memory);
  const open: IncomingMessage[] = [];
  await timesOf([...Array(count).keys()], AT_ONCE, async (index) => {
    const { url, headers } = server.stream(index);
    const answer = await client.open(url, { headers });
    if (answer.statusCode !== 200) throw new Error(`A stream was answered with ${answer.statusCode}.`);
    open.push(answer);
    for (let text = ''; !text.includes(server.first); ) {
      const [part] = await once(answer, 'data');
      text += part;
    }
  });
  try {
    return { idle, open: await settledMemory(server.memory) };
  } finally {
    for (const answer of open) answer.destroy();
  }
}

/** The middle of several looks: memory goes up and down with garbage, and the garbage is not ours to collect. */
async function settledMemory(memory: () => Promise<number>): Promise<number> {
  const samples: number[] = [];
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    samples.push(await memory());
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_SAMPLES_MS));
  }
  return median(samples);
}
