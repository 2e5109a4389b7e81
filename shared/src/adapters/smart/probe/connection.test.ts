import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { addMs, DAY_MS } from '../../../domain/kernel/clock.ts';
import { createCertificateAuthority } from '../../http/certificate-authority.test-support.ts';
import { answerJson, type Script } from '../../http/scripted-server.test-support.ts';
import { HOST, type MisbehavingEhr, startMisbehavingEhr } from './misbehaving-ehr.test-support.ts';

let ehr: MisbehavingEhr;
beforeAll(async () => {
  ehr = await startMisbehavingEhr();
});
afterAll(() => ehr.close());
beforeEach(() => ehr.behave());

const METADATA = '/R4/metadata';
const host = () => `${HOST}:${ehr.port}`;

describe('an honest EHR', () => {
  it('is fine in everything, each told as it is known, and its authority is found', async () => {
    const { results, told, authority } = await ehr.probe();
    expect(results.map(({ outcome, finding }) => `${outcome} ${finding}`)).toEqual([
      'fine address-fine',
      'fine reachable',
      'fine certificate-valid',
      'fine fhir-r4',
      'fine smart-fine',
      'fine client-authentication-fine',
      'fine launch-capabilities-fine',
      'fine ehr-keys-fine',
      'fine clock-fine',
      'fine writeback-fine',
      'fine client-active',
    ]);
    expect(told).toEqual(results);
    expect(authority).toEqual({
      issuer: `${ehr.url}/oauth2`,
      authorizationEndpoint: `${ehr.url}/authorize`,
      tokenEndpoint: `${ehr.url}/token`,
      jwksUri: `${ehr.url}/jwks`,
    });
    expect(JSON.stringify(results)).not.toContain('secret');
  });

  it('is told the client id with every request, if it is Epic’s', async () => {
    const headers: unknown[] = [];
    ehr.behave({
      [METADATA]: (call, response) => {
        headers.push(call.headers['epic-client-id'], call.headers.authorization);
        ehr.capability()(call, response);
      },
    });
    await ehr.probe({ subject: { ehr: 'epic' } });
    await ehr.probe({ subject: { ehr: 'epic', clientId: '' } });
    expect(headers).toEqual(['client-1', undefined, undefined, undefined]);
  });
});

describe('what answers', () => {
  const saying =
    (status: number, body: string, headers: Record<string, string> = {}): Script =>
    (_call, response) =>
      response.writeHead(status, headers).end(body);

  it.each<[string, string, Record<string, string>, Script]>([
    ['with another address', 'redirects-elsewhere', {}, saying(302, '', { location: 'https://127.0.0.2/' })],
    ['with an error', 'answers-with-error', { status: '404' }, saying(404, 'no')],
    ['with a failure', 'answers-with-error', { status: '503' }, saying(503, '{}')],
    ['with a page', 'answer-not-fhir', {}, saying(200, '<html></html>', { 'content-type': 'text/html' })],
    ['with another resource', 'answer-not-fhir', {}, saying(200, '{"resourceType":"Patient"}')],
    [
      'with a statement that is none',
      'answer-not-fhir',
      {},
      saying(200, '{"resourceType":"CapabilityStatement","rest":"x"}'),
    ],
    [
      'with a statement of nothing but mistakes',
      'answer-not-fhir',
      {},
      saying(
        200,
        JSON.stringify({
          resourceType: 'CapabilityStatement',
          rest: [{ resource: Array.from({ length: 200_000 }, () => 0) }],
        }),
      ),
    ],
    [
      'with too much',
      'answer-too-large',
      {},
      (_call, response) => response.end(Buffer.alloc(8_000_001, ' ')),
    ],
    ['by hanging up', 'unreachable', { reason: 'UND_ERR_SOCKET' }, (_call, response) => response.destroy()],
  ])('%s is told as such', async (_what, finding, details, script) => {
    ehr.behave({ [METADATA]: script });
    const { of, results } = await ehr.probe();
    expect(of('reachable')).toEqual([`failed ${finding}`, { host: host(), ...details }]);
    // The certificate was seen all the same, and nothing else.
    expect(results.slice(2).map(({ outcome }) => outcome)).toEqual([
      'fine',
      ...Array.from({ length: 8 }, () => 'skipped'),
    ]);
    expect(ehr.paths).toEqual([METADATA]);
  });

  it.each(['dstu2', 'STU3', 'DSTU2/'])(
    'with an error at an address of %s is told with R4’s',
    async (version) => {
      const { of } = await ehr.probe({ subject: { fhirBaseUrl: `${ehr.url}/api/FHIR/${version}` } });
      expect(of('reachable')).toEqual([
        'failed answers-with-error',
        {
          host: host(),
          status: '404',
          suggestion: `${ehr.url}/api/FHIR/R4${version.endsWith('/') ? '/' : ''}`,
        },
      ]);
      expect(ehr.paths).toHaveLength(1);
    },
  );

  it('too late is told with the time', async () => {
    ehr.behave({ [METADATA]: () => undefined });
    const { of } = await ehr.probe({ timeoutMs: 300 });
    expect(of('reachable')).toEqual(['failed no-answer-in-time', { host: host(), seconds: '1' }]);
  });

  it('slowly each time is left in time, with what is known by then', async () => {
    ehr.behave({ '/jwks': () => undefined });
    const { of, results } = await ehr.probe({ limitMs: 700 });
    expect(of('launch-capabilities')[0]).toBe('fine launch-capabilities-fine');
    expect(of('ehr-keys')[0]).toBe('skipped null');
    expect(of('client')[0]).toBe('skipped null');
    expect(results).toHaveLength(11);
  });
});

describe('a host', () => {
  let plain: Server | null = null;
  const silent: Socket[] = [];
  afterEach(() => new Promise<void>((resolve) => (plain ? plain.close(() => resolve()) : resolve())));

  const plainServer = async (greeting: string | null = '220 smtp.riverside.example\r\n'): Promise<number> => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined).resume();
      if (greeting !== null) socket.end(greeting);
      else silent.push(socket);
    });
    plain = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as { port: number }).port;
  };

  it('where nobody listens is unreachable', async () => {
    const port = await plainServer();
    await new Promise<void>((resolve) => plain?.close(() => resolve()));
    plain = null;
    const { of } = await ehr.probe({ subject: { fhirBaseUrl: `https://${HOST}:${port}/R4` } });
    expect(of('reachable')).toEqual([
      'failed unreachable',
      { host: `${HOST}:${port}`, reason: 'ECONNREFUSED' },
    ]);
    expect(of('certificate')[0]).toBe('skipped null');
  });

  it('that takes the call and says nothing is left in time', async () => {
    const port = await plainServer(null);
    const { of } = await ehr.probe({
      subject: { fhirBaseUrl: `https://${HOST}:${port}/R4` },
      timeoutMs: 200,
    });
    expect(of('reachable')[0]).toBe('failed no-answer-in-time');
    await vi.waitFor(() => expect(silent.every(({ closed }) => closed)).toBe(true));
  });

  it('that does not speak TLS is unreachable', async () => {
    const port = await plainServer();
    const { of } = await ehr.probe({ subject: { fhirBaseUrl: `https://${HOST}:${port}/R4` } });
    expect(of('reachable')[0]).toBe('failed unreachable');
  });
});

describe('a certificate', () => {
  const now = () => new Date();
  const day = (date: Date) => date.toISOString().slice(0, 10);

  it('that ends within a month is warned of', async () => {
    const until = addMs(now(), 10 * DAY_MS + 60_000);
    ehr.present(await ehr.authority.issue({ names: [HOST], until }));
    const { of } = await ehr.probe();
    expect(of('certificate')).toEqual([
      'warning certificate-expires-soon',
      { host: host(), expires: day(until), days: '10' },
    ]);
    expect(of('client')[0]).toBe('fine client-active');
  });

  it.each([
    [
      'that has ended',
      'certificate-expired',
      { expires: day(addMs(now(), -DAY_MS)) },
      { until: addMs(now(), -DAY_MS) },
    ],
    [
      'of another host',
      'certificate-of-another-host',
      { names: 'www.riverside.example, riverside.example' },
      { names: ['www.riverside.example', 'riverside.example'] },
    ],
    [
      'not valid yet',
      'certificate-untrusted',
      { reason: 'CERT_NOT_YET_VALID' },
      { from: addMs(now(), DAY_MS) },
    ],
  ])('%s ends the probe before anything is asked', async (_what, finding, details, order) => {
    ehr.present(await ehr.authority.issue({ names: [HOST], ...order }));
    const { of, results } = await ehr.probe();
    expect(of('reachable')[0]).toBe('fine reachable');
    expect(of('certificate')).toEqual([`failed ${finding}`, { host: host(), ...details }]);
    expect(results.slice(3).every(({ outcome }) => outcome === 'skipped')).toBe(true);
    expect(ehr.paths).toEqual([]);
  });

  it('of an authority nobody knows is not trusted', async () => {
    const stranger = await createCertificateAuthority();
    ehr.present(await stranger.issue({ names: [HOST] }));
    const { of } = await ehr.probe();
    expect(of('certificate')).toEqual([
      'failed certificate-untrusted',
      { host: host(), reason: expect.stringMatching(/^UNABLE_TO_/) },
    ]);
    expect(ehr.paths).toEqual([]);
  });
});

describe('the FHIR version', () => {
  it.each([
    ['4.0.1', 'fine fhir-r4'],
    ['4.0.0', 'fine fhir-r4'],
    ['1.0.2', 'warning fhir-dstu2'],
    ['3.0.2', 'failed fhir-other-version'],
    ['4.3.0', 'failed fhir-other-version'],
    ['5.0.0', 'failed fhir-other-version'],
    ['40.1', 'failed fhir-other-version'],
  ])('%s is %s', async (fhirVersion, finding) => {
    ehr.behave({ [METADATA]: ehr.capability({ fhirVersion }) });
    expect((await ehr.probe()).of('fhir-version')).toEqual([finding, { version: fhirVersion }]);
  });

  it('is nothing, where Epic goes by another name', async () => {
    const found = async (said: object, kind: 'epic' | 'oracle-health' | 'fhir-r4') => {
      ehr.behave({ [METADATA]: ehr.capability(said) });
      return (await ehr.probe({ subject: { ehr: kind } })).of('fhir-version')[0];
    };
    const epic = { software: { name: 'Epic' } };
    expect(await found(epic, 'oracle-health')).toBe('failed ehr-is-epic');
    expect(await found({ publisher: 'Epic Systems' }, 'fhir-r4')).toBe('failed ehr-is-epic');
    expect(await found(epic, 'epic')).toBe('fine fhir-r4');
    expect(await found({ software: { name: 'Epicure' }, publisher: 7 }, 'fhir-r4')).toBe('fine fhir-r4');
  });

  it('is shown as far as it is text that can be kept, and not at length', async () => {
    const version = async (fhirVersion: string) => {
      ehr.behave({ [METADATA]: ehr.capability({ fhirVersion }) });
      return (await ehr.probe()).of('fhir-version')[1].version;
    };
    expect(await version('4.0.1\0\ud800')).toBe('4.0.1\ufffd\ufffd');
    expect(await version(`4.0.${'1'.repeat(1_000)}`)).toBe(`4.0.${'1'.repeat(36)}`);
  });

  it('may be unstated', async () => {
    ehr.behave({ [METADATA]: ehr.capability({ fhirVersion: undefined }) });
    expect((await ehr.probe()).of('fhir-version')[0]).toBe('failed fhir-version-unknown');
  });

  it('of DSTU2 comes with the address of R4', async () => {
    ehr.behave({ '/DSTU2/metadata': ehr.capability({ resourceType: 'Conformance', fhirVersion: '1.0.2' }) });
    const { of } = await ehr.probe({ subject: { fhirBaseUrl: `${ehr.url}/DSTU2` } });
    expect(of('fhir-version')[1]).toEqual({ version: '1.0.2', suggestion: `${ehr.url}/R4` });
  });
});

describe('the EHR’s clock', () => {
  it.each([
    [0, 'fine clock-fine', undefined],
    [-50, 'fine clock-fine', undefined],
    [-90, 'warning clock-differs', 'ahead'],
    [90, 'warning clock-differs', 'behind'],
    [-230, 'warning clock-differs', 'ahead'],
    [300, 'failed clock-differs', 'behind'],
    [-300, 'failed clock-differs', 'ahead'],
  ])('of %d seconds from ours is %s', async (seconds, finding, direction) => {
    const { of } = await ehr.probe({ clockAheadMs: seconds * 1000 });
    const [found, details] = of('clock');
    expect([found, details.direction]).toEqual([finding, direction]);
    expect(Math.abs(Number(details.seconds) - Math.abs(seconds))).toBeLessThanOrEqual(2);
  });

  it.each(['', 'yesterday'])('may be unknown: "%s"', async (date) => {
    ehr.behave({
      [METADATA]: (_call, response) => {
        response.sendDate = false;
        if (date !== '') response.setHeader('date', date);
        answerJson(response, { resourceType: 'CapabilityStatement', fhirVersion: '4.0.1' });
      },
    });
    expect((await ehr.probe()).of('clock')[0]).toBe('warning clock-unknown');
  });
});
