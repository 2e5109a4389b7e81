import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { boundedFetch, HttpFault } from './bounded-fetch.ts';
import {
  type CertificateAuthority,
  createCertificateAuthority,
} from './certificate-authority.test-support.ts';
import type { JudgedConnectionsDeps, Resolve } from './judged-connections.ts';
import { createOutbound, type Outbound } from './outbound.ts';

const HERE = ['127.0.0.1/32'];

/** What must not be reached: the same port on every loopback address but 127.0.0.1. */
let inside: Server;
let ehr: Server;
let authority: CertificateAuthority;
let port: number;
let reached: string[];
const opened: Outbound[] = [];

beforeAll(async () => {
  authority = await createCertificateAuthority();
  authority.trust();
  const certificate = await authority.issue({ names: ['ehr.example'], addresses: ['127.0.0.1'] });
  ehr = createHttpsServer(certificate, (request, response) => {
    if (request.url === '/silence') return;
    if (request.url === '/redirect') response.writeHead(302, { location: `https://inside.example:${port}/` });
    response.end(`${request.method} ${request.headers.host}`);
  });
  ehr.on('connection', ({ localAddress }) => reached.push(`ehr ${localAddress}`));
  await listening(ehr, 0, '127.0.0.1');
  port = (ehr.address() as AddressInfo).port;
  inside = createServer((socket) => {
    reached.push(`inside ${socket.localAddress}`);
    socket.destroy();
  });
  await listening(inside, port, '127.0.0.2');
});
afterAll(async () => {
  await Promise.all(opened.map((outbound) => outbound.close()));
  authority.distrust();
  for (const server of [ehr, inside]) await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  reached = [];
});

const listening = (server: Server, at: number, host: string) =>
  new Promise<void>((resolve, reject) => server.once('error', reject).listen(at, host, resolve));

function outbound(deps: Partial<JudgedConnectionsDeps> = {}): Outbound {
  const made = createOutbound({ allowed: [], allowsLoopback: false, ...deps });
  opened.push(made);
  return made;
}

/** As the service calls EHRs when its own address is public. */
const production = (deps: Partial<JudgedConnectionsDeps> = {}) =>
  boundedFetch({ allowInsecureLoopback: false, fetch: outbound(deps).fetch, timeoutMs: 5000 });

/** Answers as told, one answer after the other, the last for ever. */
function dns(...answers: readonly (readonly string[])[]) {
  const asked: string[] = [];
  const resolve: Resolve = async (hostname) => {
    asked.push(hostname);
    const answer = answers[Math.min(asked.length, answers.length) - 1] ?? [];
    return answer.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  };
  return { resolve, asked };
}

const refused = { name: 'HttpFault', reason: 'forbidden-url' };

describe('in production, nothing of a tenant’s leads inside:', () => {
  it.each([
    'https://127.0.0.1:PORT/',
    'https://127.1:PORT/',
    'https://0x7f.1:PORT/',
    'https://0x7f000001:PORT/',
    'https://2130706433:PORT/',
    'https://017700000001:PORT/',
    'https://127.0.0.1.:PORT/',
    'https://①②⑦.0.0.1:PORT/',
    'https://0:PORT/',
    'https://0.0.0.0:PORT/',
    'https://[::1]:PORT/',
    'https://[::]:PORT/',
    'https://[::ffff:127.0.0.1]:PORT/',
    'https://[::ffff:7f00:1]:PORT/',
    'https://[::127.0.0.1]:PORT/',
    'https://[64:ff9b::127.0.0.1]:PORT/',
    'https://[2002:7f00:1::]:PORT/',
    'https://localhost:PORT/',
    'https://LOCALHOST:PORT/',
    'https://user@127.0.0.1:PORT/',
    'https://ehr.example@127.0.0.1:PORT/',
    'https://127.0.0.1:PORT#@ehr.example/',
    'http://127.0.0.1:PORT/',
    'http://localhost:PORT/',
    'https://10.0.0.1/',
    'https://192.168.0.1:8443/',
    'https://169.254.169.254/latest/meta-data/',
    'https://168.63.129.16/',
    'https://[fd00:ec2::254]/',
    'https://[fe80::1]/',
    'https://100.64.0.1/',
  ])('%s', async (address) => {
    await expect(production()(address.replace('PORT', `${port}`))).rejects.toMatchObject(refused);
    expect(reached).toEqual([]);
  });

  it.each([
    ['loopback', ['127.0.0.1']],
    ['a private network', ['10.0.0.1']],
    ['link-local', ['fe80::1']],
    ['the metadata of a cloud', ['169.254.169.254']],
    ['an IPv4 address in an IPv6 one', ['::ffff:127.0.0.1']],
    ['a public and a forbidden address', ['8.8.8.8', '127.0.0.1']],
    ['a forbidden and a public address', ['127.0.0.1', '8.8.8.8']],
    ['public addresses and one IPv6 loopback', ['8.8.8.8', '8.8.4.4', '::1']],
  ])('a name that stands for %s', async (_what, addresses) => {
    const { resolve } = dns(addresses);
    await expect(production({ resolve })(`https://ehr.example:${port}/`)).rejects.toMatchObject(refused);
    expect(reached).toEqual([]);
  });

  it('a redirect', async () => {
    const { resolve, asked } = dns(['127.0.0.1']);
    const send = production({ resolve, allowed: HERE });
    await expect(send(`https://ehr.example:${port}/redirect`)).rejects.toMatchObject({
      reason: 'redirected',
    });
    expect([asked, reached]).toEqual([['ehr.example'], ['ehr 127.0.0.1']]);
  });

  it('not even reading a certificate', async () => {
    const signal = AbortSignal.timeout(5000);
    for (const url of [
      `https://127.0.0.1:${port}`,
      `https://localhost:${port}`,
      `https://[::ffff:7f00:1]:${port}`,
    ])
      await expect(outbound().certificateOf(new URL(url), signal)).rejects.toMatchObject({
        name: 'ForbiddenAddress',
      });
    expect(reached).toEqual([]);
  });
});

describe('a name that answers differently the second time', () => {
  const rebinding = () => dns(['127.0.0.1'], ['127.0.0.2']);

  it('is asked once for a connection, which goes where was judged', async () => {
    const { resolve, asked } = rebinding();
    const response = await production({ resolve, allowed: HERE })(`https://ehr.example:${port}/`);
    expect(await response.text()).toBe(`GET ehr.example:${port}`);
    expect([asked, reached]).toEqual([['ehr.example'], ['ehr 127.0.0.1']]);
  });

  it('was fine when it was looked at, and is refused when called', async () => {
    const { resolve } = rebinding();
    const { fetch, addressesOf } = outbound({ resolve, allowed: HERE });
    await expect(addressesOf('ehr.example')).resolves.toHaveLength(1);
    const send = boundedFetch({ allowInsecureLoopback: false, fetch });
    await expect(send(`https://ehr.example:${port}/`)).rejects.toMatchObject(refused);
    expect(reached).toEqual([]);
  });

  it('goes on with the connection it had, and gets no new one', async () => {
    const { resolve } = rebinding();
    const send = production({ resolve, allowed: HERE });
    await send(`https://ehr.example:${port}/`);
    await setImmediate(); // the connection is given back after the last byte
    await send(`https://ehr.example:${port}/`);
    await setImmediate();
    expect(reached).toEqual(['ehr 127.0.0.1']);
    const both = await Promise.allSettled([
      send(`https://ehr.example:${port}/`),
      send(`https://ehr.example:${port}/`),
    ]);
    expect(both.map((one) => (one.status === 'rejected' ? one.reason.reason : 'answered')).sort()).toEqual([
      'answered',
      'forbidden-url',
    ]);
    expect(reached).toEqual(['ehr 127.0.0.1']);
  });

  it('does not lend its connection to another name of the same server', async () => {
    const { resolve, asked } = dns(['127.0.0.1']);
    const send = production({ resolve, allowed: HERE });
    await send(`https://ehr.example:${port}/`);
    // The certificate is for ehr.example only.
    await expect(send(`https://other.example:${port}/`)).rejects.toMatchObject({ reason: 'network' });
    expect(asked).toEqual(['ehr.example', 'other.example']);
  });
});

describe('what may be called', () => {
  it('is a range the operator allows, by name or by address', async () => {
    const { resolve } = dns(['127.0.0.1']);
    const send = production({ resolve, allowed: HERE });
    expect((await send(`https://ehr.example:${port}/`)).ok).toBe(true);
    expect((await send(`https://127.0.0.1:${port}/`)).ok).toBe(true);
    await expect(send(`https://127.0.0.2:${port}/`)).rejects.toMatchObject(refused);
  });

  it('is a host the operator allows, and only under its name', async () => {
    const { resolve } = dns(['127.0.0.1']);
    const send = production({ resolve, allowed: ['ehr.example'] });
    expect((await send(`https://ehr.example:${port}/`)).ok).toBe(true);
    await expect(send(`https://127.0.0.1:${port}/`)).rejects.toMatchObject(refused);
    await expect(send(`https://other.example:${port}/`)).rejects.toMatchObject(refused);
  });

  it('is called at the next address when the first does not answer', async () => {
    const { resolve } = dns(['127.0.0.3', '127.0.0.1']);
    const send = production({ resolve, allowed: ['127.0.0.0/8'] });
    expect((await send(`https://ehr.example:${port}/`)).ok).toBe(true);
    expect(reached).toEqual(['ehr 127.0.0.1']);
  });

  it.each([22, 25, 6000])('is not a service of another kind, on port %d', async (other) => {
    const { resolve, asked } = dns(['127.0.0.1']);
    await expect(
      production({ resolve, allowed: HERE })(`https://ehr.example:${other}/`),
    ).rejects.toMatchObject({
      reason: 'network',
    });
    expect(asked).toEqual([]);
  });

  it('sends what it is given, and ends when its caller gives up', async () => {
    const send = production({ allowed: HERE });
    const response = await send(`https://127.0.0.1:${port}/`, {
      method: 'POST',
      body: new URLSearchParams({ a: 'b' }),
    });
    expect(await response.text()).toBe(`POST 127.0.0.1:${port}`);
    await expect(send(`https://127.0.0.1:${port}/`, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      reason: 'aborted',
    });
  });

  it('fails as it did when a name is unknown', async () => {
    const unknown = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
    const send = production({ resolve: () => Promise.reject(unknown) });
    const fault = await send('https://ehr.example/').catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(HttpFault);
    expect(fault).toMatchObject({ reason: 'network' });
  });

  it('ends with the service, also while an EHR keeps silent', async () => {
    const ending = createOutbound({ allowed: HERE, allowsLoopback: false });
    const send = boundedFetch({ allowInsecureLoopback: false, fetch: ending.fetch });
    const asked = new Promise((resolve) => ehr.once('request', resolve));
    const silent = send(`https://127.0.0.1:${port}/silence`);
    const outcome = expect(silent).rejects.toMatchObject({ reason: 'network' });
    await asked;
    await ending.close();
    await outcome;
  });

  it('presents its certificate', async () => {
    const { resolve } = dns(['127.0.0.1']);
    const { certificateOf } = outbound({ resolve, allowed: HERE });
    const signal = AbortSignal.timeout(5000);
    await expect(certificateOf(new URL(`https://ehr.example:${port}/fhir`), signal)).resolves.toMatchObject({
      names: 'ehr.example, 127.0.0.1',
      problem: null,
    });
    await expect(certificateOf(new URL(`https://other.example:${port}/`), signal)).resolves.toMatchObject({
      problem: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
  });
});
