// @peculiar/x509 injects its dependencies by metadata and leaves the polyfill to us.
import 'reflect-metadata';
import { createPrivateKey, type KeyObject, webcrypto } from 'node:crypto';
import { X509CertificateGenerator } from '@peculiar/x509';
import { addMs, type Clock, DAY_MS, type Randomness } from '../../domain/kernel/clock.ts';

/** The certificates with which Graph encrypts what it notifies us of. All replicas share them. */
export interface NotificationCertificates {
  /** The newest, made when there is none or it is about to end. */
  current(): Promise<{ readonly id: string; readonly certificateBase64: string }>;
  /** @returns `null` when we never had a certificate of this id. */
  privateKey(id: string): Promise<KeyObject | null>;
}

export interface StoredCertificate {
  readonly id: string;
  readonly certificateBase64: string;
  /** PKCS #8, PEM. */
  readonly privateKeyPem: string;
  readonly createdAt: Date;
}

/** Where certificates are kept; private keys encrypted. */
export interface CertificateStore {
  /** Newest first. */
  load(): Promise<readonly StoredCertificate[]>;
  add(certificate: StoredCertificate): Promise<void>;
}

const LASTS_MS = 365 * DAY_MS;
/** Subscriptions made with the old one live on for a while: it stays known after its successor is made. */
const REPLACE_AFTER_MS = 180 * DAY_MS;

const ALGORITHM = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 3072,
};

export function notificationCertificates(deps: {
  readonly store: CertificateStore;
  readonly clock: Clock;
  readonly randomness: Randomness;
}): NotificationCertificates {
  const { store, clock } = deps;
  let known: readonly StoredCertificate[] = [];
  let underWay: Promise<StoredCertificate> | null = null;

  async function newest(): Promise<StoredCertificate> {
    const fresh = () => known.find(({ createdAt }) => addMs(createdAt, REPLACE_AFTER_MS) > clock.now());
    if (fresh() === undefined) known = await store.load();
    const found = fresh();
    if (found !== undefined) return found;
    // Two replicas may each make one: both are kept, and either opens what was encrypted with it.
    const made = await makeCertificate(deps.randomness.uuid(), clock.now());
    await store.add(made);
    known = [made, ...known];
    return made;
  }

  return {
    async current() {
      underWay ??= newest().finally(() => {
        underWay = null;
      });
      return await underWay;
    },

    async privateKey(id) {
      const find = () => known.find((certificate) => certificate.id === id);
      if (find() === undefined) known = await store.load();
      const found = find();
      return found === undefined ? null : createPrivateKey(found.privateKeyPem);
    },
  };
}

async function makeCertificate(id: string, now: Date): Promise<StoredCertificate> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=Teams EHR Connector notifications',
    notBefore: addMs(now, -DAY_MS),
    notAfter: addMs(now, LASTS_MS),
    keys: keys as CryptoKeyPair,
    signingAlgorithm: ALGORITHM,
  });
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  const privateKeyPem = `-----BEGIN PRIVATE KEY-----\n${pkcs8.toString('base64')}\n-----END PRIVATE KEY-----\n`;
  return { id, certificateBase64: certificate.toString('base64'), privateKeyPem, createdAt: now };
}
