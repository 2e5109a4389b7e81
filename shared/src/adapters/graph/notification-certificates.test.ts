import { constants, privateDecrypt, publicEncrypt, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { addMs, DAY_MS } from '../../domain/kernel/clock.ts';
import { memoryCertificates, memoryStore } from './certificates.test-support.ts';

const OAEP = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' };

describe('certificates for notifications', () => {
  it('are of a size that Graph takes, and valid for longer than any subscription', async () => {
    const { certificateBase64 } = await memoryCertificates().current();
    const certificate = new X509Certificate(Buffer.from(certificateBase64, 'base64'));
    const { modulusLength = 0 } = certificate.publicKey.asymmetricKeyDetails ?? {};
    expect(modulusLength).toBeGreaterThanOrEqual(2048);
    expect(modulusLength).toBeLessThanOrEqual(4096);
    expect(certificate.validToDate.getTime()).toBeGreaterThan(Date.now() + 300 * DAY_MS);
  });

  it('are one for all replicas, and each of them can open what was encrypted', async () => {
    const store = memoryStore();
    const [one, other] = [memoryCertificates(store), memoryCertificates(store)];
    const [first, again] = await Promise.all([one.current(), one.current()]);
    expect(again).toEqual(first);
    expect(await other.current()).toMatchObject({ id: first.id });
    const { publicKey } = new X509Certificate(Buffer.from(first.certificateBase64, 'base64'));
    const sealed = publicEncrypt({ key: publicKey, ...OAEP }, Buffer.from('key'));
    const key = await other.privateKey(first.id);
    if (key === null) throw new Error('The key is unknown to the other replica.');
    expect(privateDecrypt({ key, ...OAEP }, sealed).toString()).toBe('key');
  });

  it('are followed by a new one in time, while the old one still opens', async () => {
    const store = memoryStore();
    let now = new Date();
    const certificates = memoryCertificates(store, { now: () => now });
    const old = await certificates.current();
    now = addMs(now, 200 * DAY_MS);
    const next = await certificates.current();
    expect(next.id).not.toBe(old.id);
    expect(store.kept).toHaveLength(2);
    expect(await certificates.privateKey(old.id)).not.toBeNull();
  });

  it('of others are unknown', async () => {
    expect(await memoryCertificates().privateKey('another')).toBeNull();
  });
});
