import { Agent, type IncomingMessage, request } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly location: string;
  readonly cookies: readonly string[];
  readonly text: string;
}

interface Ask {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'PUT';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A plain client that keeps its connections, as browsers and services do, and follows no redirect. */
export interface HttpClient {
  send(url: string, ask?: Ask): Promise<Answer>;
  /** As `send`, but gives the answer as soon as it begins; end it by `destroy`. */
  open(url: string, ask?: Ask): Promise<IncomingMessage>;
  close(): void;
}

export function createHttpClient(): HttpClient {
  const agent = new Agent({ keepAlive: true });

  function open(url: string, { method = 'GET', headers = {}, body }: Ask = {}): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
      request(url, { agent, method, headers: { ...headers, ...length } }, resolve)
        .once('error', reject)
        .end(body);
    });
  }

  return {
    open,
    async send(url, ask) {
      const answer = await open(url, ask);
      let text = '';
      for await (const part of answer.setEncoding('utf8')) text += part;
      const { statusCode = 0, headers } = answer;
      return {
        status: statusCode,
        location: headers.location ?? '',
        cookies: headers['set-cookie'] ?? [],
        text,
      };
    },
    close: () => agent.destroy(),
  };
}

/** The answer, if it has the status. @throws {Error} which names the address without its query. */
export async function expecting(status: number, url: string, asked: Promise<Answer>): Promise<Answer> {
  const answer = await asked;
  if (answer.status === status) return answer;
  const { origin, pathname } = new URL(url);
  throw new Error(
    `${origin}${pathname} answered ${answer.status} where ${status} was expected: ${answer.text.slice(0, 400)}`,
  );
}
