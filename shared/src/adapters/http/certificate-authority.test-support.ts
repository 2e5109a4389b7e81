// @peculiar/x509 injects its dependencies by metadata and leaves the polyfill to us.
import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import {
  BasicConstraintsExtension,
  SubjectAlternativeNameExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { addMs, DAY_MS } from '../../domain/kernel/clock.ts';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

export interface ServerCertificate {
  /** PEM. */
  readonly key: string;
  readonly cert: string;
}

/** A certification authority of a test's own. */
export interface CertificateAuthority {
  issue(order: {
    readonly names?: readonly string[];
    readonly addresses?: readonly string[];
    readonly from?: Date;
    readonly until?: Date;
  }): Promise<ServerCertificate>;
  /** Makes this process believe it. */
  trust(): void;
  distrust(): void;
}

export async function createCertificateAuthority(): Promise<CertificateAuthority> {
  const now = new Date();
  const keys = await newKeys();
  const root = await X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: `CN=Authority ${serialNumber()} of a test`,
    notBefore: addMs(now, -DAY_MS),
    notAfter: addMs(now, DAY_MS),
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: [new BasicConstraintsExtension(true, undefined, true)],
  });
  const before = getCACertificates('default');
  return {
    issue: async ({ names = [], addresses = [], from, until }) => {
      const own = await newKeys();
      const certificate = await X509CertificateGenerator.create({
        serialNumber: serialNumber(),
        subject: `CN=${names[0] ?? 'server'}`,
        issuer: root.subject,
        notBefore: from ?? addMs(now, -400 * DAY_MS),
        notAfter: until ?? addMs(now, 400 * DAY_MS),
        publicKey: own.publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: ALGORITHM,
        extensions: [
          new SubjectAlternativeNameExtension([
            ...names.map((value) => ({ type: 'dns' as const, value })),
            ...addresses.map((value) => ({ type: 'ip' as const, value })),
          ]),
        ],
      });
      return { key: await pemOf(own.privateKey), cert: pemOfCertificate(certificate) };
    },
    trust: () => setDefaultCACertificates([...before, pemOfCertificate(root)]),
    distrust: () => setDefaultCACertificates(before),
  };
}

async function newKeys(): Promise<CryptoKeyPair> {
  return (await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])) as CryptoKeyPair;
}

const serialNumber = (): string => `01${randomBytes(8).toString('hex')}`;

const pemOfCertificate = (certificate: X509Certificate): string => certificate.toString('pem');

async function pemOf(key: CryptoKey): Promise<string> {
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key));
  return `-----BEGIN PRIVATE KEY-----\n${pkcs8.toString('base64')}\n-----END PRIVATE KEY-----\n`;
}
