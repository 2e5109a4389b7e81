import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { MicrosoftCloud } from './microsoft-cloud.ts';

/** A running relay; the Agents Playground posts to `url` as if it were the bot. */
export interface PlaygroundRelay {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Stands between the Agents Playground, which does not sign its activities, and a bot that insists on signatures.
 *
 * Each activity is signed with the keys of the cloud's channel, for the service address in the activity itself, so
 * that the bot answers to the playground.
 *
 * @param options.botEndpoint asked at each activity, since the bot may start later.
 */
export async function startPlaygroundRelay(options: {
  host: string;
  port: number;
  botEndpoint: () => string;
  signActivity: MicrosoftCloud['signActivity'];
}): Promise<PlaygroundRelay> {
  const { host, port } = options;
  const server = createServer((req, res) => {
    relay(req, res).catch((error: unknown) => {
      res
        .writeHead(502, { 'Content-Type': 'text/plain' })
        .end(`The bot could not be reached: ${String(error)}`);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, resolve);
  });
  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}/api/messages`,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };

  async function relay(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const serviceUrl = serviceUrlOf(body);
    if (req.method !== 'POST' || serviceUrl === null) {
      res.writeHead(400, { 'Content-Type': 'text/plain' }).end('Post an activity that has a serviceUrl.');
      return;
    }
    const answer = await fetch(options.botEndpoint(), {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        Authorization: `Bearer ${await options.signActivity({ serviceUrl })}`,
      },
      body,
      redirect: 'manual',
    });
    const type = answer.headers.get('content-type');
    res.writeHead(answer.status, type === null ? {} : { 'Content-Type': type });
    res.end(Buffer.from(await answer.arrayBuffer()));
  }
}

function serviceUrlOf(body: string): string | null {
  try {
    const activity: unknown = JSON.parse(body);
    const isObject = typeof activity === 'object' && activity !== null && 'serviceUrl' in activity;
    return isObject && typeof activity.serviceUrl === 'string' ? activity.serviceUrl : null;
  } catch {
    // Not JSON, so no activity.
    return null;
  }
}
