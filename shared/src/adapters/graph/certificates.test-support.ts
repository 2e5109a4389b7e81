import { randomBytes, randomUUID } from 'node:crypto';
import type { Clock, Randomness } from '../../domain/kernel/clock.ts';
import { systemClock } from './graph-cloud.test-support.ts';
import {
  type CertificateStore,
  type NotificationCertificates,
  notificationCertificates,
  type StoredCertificate,
} from './notification-certificates.ts';

export const randomness: Randomness = {
  uuid: () => randomUUID(),
  secret: () => randomBytes(32).toString('base64url'),
  digest: (value) => value,
};

export function memoryStore(): CertificateStore & { readonly kept: StoredCertificate[] } {
  const kept: StoredCertificate[] = [];
  return {
    kept,
    load: async () => [...kept],
    add: async (certificate) => void kept.unshift(certificate),
  };
}

export function memoryCertificates(
  store: CertificateStore = memoryStore(),
  clock: Clock = systemClock,
): NotificationCertificates {
  return notificationCertificates({ store, clock, randomness });
}
