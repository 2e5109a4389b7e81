import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import type { CheckResult, ProbeSubject } from '../../../domain/connections/probe.ts';
import { addMs } from '../../../domain/kernel/clock.ts';
import {
  type CertificateAuthority,
  createCertificateAuthority,
  type ServerCertificate,
} from '../../http/certificate-authority.test-support.ts';
import { createOutbound } from '../../http/outbound.ts';
import { answerJson, type Script } from '../../http/scripted-server.test-support.ts';
import { smartEhrProbe } from '../ehr-probe.ts';
import { newSigningKey, systemRandomness } from '../hospital.test-support.ts';

export const HOST = 'fhir.riverside.example';

type Replaced = Readonly<Record<string, Script>>;

/** An honest EHR behind TLS, but for what a test replaces; its name is known to a resolver of the test's own. */
export interface MisbehavingEhr {
  readonly port: number;
  /** `https://fhir.riverside.example:<port>` */
  readonly url: string;
  readonly authority: CertificateAuthority;
  /** Connections that were made, honest or not. */
  connections(): number;
  /** Paths asked for. */
  readonly paths: readonly string[];
  /** Answers so from now on, with the honest certificate. */
  behave(replaced?: Replaced): void;
  present(certificate: ServerCertificate): void;
  smart(changes?: object): Script;
  capability(changes?: object): Script;
  probe(run?: ProbeRun): Promise<Probed>;
  close(): Promise<void>;
}

export interface ProbeRun {
  readonly subject?: Partial<ProbeSubject>;
  /** Addresses of names, each time one is asked for; `null` for an unknown one. */
  readonly resolve?: (hostname: string) => readonly string[] | null;
  readonly clockAheadMs?: number;
  readonly timeoutMs?: number;
  readonly limitMs?: number;
  readonly allowed?: readonly string[];
}

interface Probed {
  readonly results: readonly CheckResult[];
  readonly authority: unknown;
  readonly told: readonly CheckResult[];
  /** `outcome finding`, and the details. */
  of(check: CheckResult['check']): readonly [string, CheckResult['details']];
}

export async function startMisbehavingEhr(): Promise<MisbehavingEhr> {
  const authority = await createCertificateAuthority();
  authority.trust();
  const honestCertificate = await authority.issue({ names: [HOST] });
  const { publicKey } = await generateKeyPair('RS256');
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' }] };
  const signingKey = await newSigningKey('ES384');

  const paths: string[] = [];
  let replaced: Replaced = {};
  let connections = 0;
  const server = createServer(honestCertificate, async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = '', url: path = '', headers } = request;
    paths.push(path);
    const script = { ...honest(), ...replaced }[path] ?? ((_call, answer) => answer.writeHead(404).end());
    script({ method, path, headers, body: Buffer.concat(chunks).toString('utf8') }, response);
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `https://${HOST}:${port}`;

  const smart =
    (changes: object = {}): Script =>
    (_call, response) =>
      answerJson(response, { ...honestSmart(url), ...changes });
  const capability =
    (changes: object = {}): Script =>
    (_call, response) =>
      answerJson(response, { ...HONEST_CAPABILITY, ...changes });
  const honest = (): Replaced => ({
    '/R4/metadata': capability(),
    '/R4/.well-known/smart-configuration': smart(),
    '/jwks': (_call, response) => answerJson(response, jwks),
    '/token': (_call, response) =>
      answerJson(response, { access_token: 'secret', token_type: 'bearer', expires_in: 300 }),
  });

  return {
    port,
    url,
    authority,
    connections: () => connections,
    paths,
    smart,
    capability,
    behave: (next = {}) => {
      replaced = next;
      paths.length = 0;
      connections = 0;
      server.setSecureContext(honestCertificate);
    },
    present: (certificate) => server.setSecureContext(certificate),
    probe: async ({
      subject,
      resolve = honestNames,
      clockAheadMs = 0,
      allowed = ['127.0.0.1/32'],
      ...limits
    } = {}) => {
      const outbound = createOutbound({
        allowed,
        allowsLoopback: false,
        resolve: async (hostname) => {
          const addresses = resolve(hostname);
          if (!addresses) throw Object.assign(new Error('unknown'), { code: 'ENOTFOUND' });
          return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
        },
      });
      const probe = smartEhrProbe({
        outbound,
        keys: {
          signingKey: async () => signingKey,
          publicJwks: async () => ({ keys: [] }),
          basicCredentials: async () => null,
        },
        randomness: systemRandomness,
        clock: { now: () => addMs(new Date(), clockAheadMs) },
        allowInsecureLoopback: false,
        ...limits,
      });
      const told: CheckResult[] = [];
      const signal = new AbortController().signal;
      const found = await probe.run(
        { ...subjectAt(`${url}/R4`), ...subject },
        (one) => told.push(one),
        signal,
      );
      await outbound.close();
      const of = (check: CheckResult['check']) => {
        const result = found.results.find((one) => one.check === check);
        return [`${result?.outcome} ${result?.finding}`, result?.details ?? {}] as const;
      };
      return { ...found, told, of };
    },
    close: async () => {
      authority.distrust();
      await closed(server);
    },
  };
}

function subjectAt(fhirBaseUrl: string): ProbeSubject {
  return {
    fhirBaseUrl,
    environment: 'testing',
    ehr: 'fhir-r4',
    clientId: 'client-1',
    signingAlgorithm: 'ES384',
    writeback: { kind: 'fhir-r4', markAppointmentArrived: true },
    connectionId: 'connection-1',
    organizationId: 'organization-1',
    others: [],
    pinned: null,
  };
}

const honestSmart = (url: string) => ({
  issuer: `${url}/oauth2`,
  jwks_uri: `${url}/jwks`,
  authorization_endpoint: `${url}/authorize`,
  token_endpoint: `${url}/token`,
  token_endpoint_auth_methods_supported: ['private_key_jwt'],
  token_endpoint_auth_signing_alg_values_supported: ['RS384', 'ES384'],
  grant_types_supported: ['authorization_code', 'client_credentials'],
  code_challenge_methods_supported: ['S256'],
  capabilities: ['launch-ehr', 'launch-standalone', 'sso-openid-connect', 'context-ehr-patient'],
});

export const interactions = (...codes: readonly string[]) => codes.map((code) => ({ code }));

const HONEST_CAPABILITY = {
  resourceType: 'CapabilityStatement',
  fhirVersion: '4.0.1',
  rest: [
    {
      mode: 'server',
      resource: [
        {
          type: 'AuditEvent',
          interaction: interactions('create', 'read', 'search-type'),
          searchParam: [{ name: '_tag' }, { name: 'date' }],
        },
        { type: 'Appointment', interaction: interactions('read', 'update', 'search-type') },
      ],
    },
  ],
};

/** The one name there is. */
export const honestNames = (hostname: string) => (hostname === HOST ? ['127.0.0.1'] : null);

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
