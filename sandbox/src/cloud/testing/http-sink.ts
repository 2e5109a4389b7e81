import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that arrived. */
export interface SunkRequest {
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  // biome-ignore lint/suspicious/noExplicitAny: a test that reads a wrong member fails, which is its purpose
  readonly body: any;
}

/** A server that keeps what it is sent and answers as it is told. */
export interface HttpSink {
  readonly url: string;
  readonly received: SunkRequest[];
  /** Changed by tests; answers 202 without a body at first. */
  answer: (request: SunkRequest) => { status: number; type?: string; body?: string };
  close(): Promise<void>;
}

export async function startHttpSink(): Promise<HttpSink> {
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const request: SunkRequest = {
      url: new URL(req.url ?? '/', sink.url),
      headers: req.headers,
      body: text === '' ? null : JSON.parse(text),
    };
    const { status, type = 'text/plain', body = '' } = sink.answer(request);
    sink.received.push(request);
    res.writeHead(status, { 'Content-Type': type }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const sink: HttpSink = {
    url: `http://127.0.0.1:${port}`,
    received: [],
    answer: () => ({ status: 202 }),
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return sink;
}
