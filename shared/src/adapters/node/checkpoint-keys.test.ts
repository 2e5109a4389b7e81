import { CompactSign, calculateJwkThumbprint, decodeProtectedHeader, importJWK } from 'jose';
import { expect, it } from 'vitest';
import { checkpointSigner, checkpointVerifier, newCheckpointKey } from './checkpoint-keys.ts';

const decoded = (text: string) => JSON.parse(Buffer.from(text, 'base64url').toString());
const { signing, verification } = await newCheckpointKey();
const own = decoded(signing);
const publicKey = decoded(verification);
const another = decoded((await newCheckpointKey()).signing);
const checkpoint = {
  organizationId: '5a4d0000-0000-4000-8000-000000000001',
  number: 7,
  hash: 'hash',
  at: new Date('2026-03-02T09:00:00Z'),
};

it('signs what the public half verifies, and names the key by its thumbprint', async () => {
  const jws = await checkpointSigner(own).sign(checkpoint);
  expect(decodeProtectedHeader(jws)).toEqual({
    alg: 'EdDSA',
    typ: 'audit-checkpoint',
    kid: await calculateJwkThumbprint(publicKey),
  });
  expect(await checkpointVerifier([another, publicKey]).verify(jws)).toEqual(checkpoint);
  expect(await checkpointVerifier([another]).verify(jws)).toBeNull();
  expect(checkpointVerifier([]).claims(jws)).toMatchObject({ number: 7 });
});

it('believes nothing else that the key has signed, and nothing that it has not', async () => {
  const { verify, claims } = checkpointVerifier([publicKey]);
  const sign = async (payload: string, header: object) =>
    await new CompactSign(new TextEncoder().encode(payload))
      .setProtectedHeader({ alg: 'EdDSA', kid: await calculateJwkThumbprint(publicKey), ...header })
      .sign(await importJWK(own, 'EdDSA'));
  const [, payload = ''] = (await checkpointSigner(own).sign(checkpoint)).split('.');
  const claimed = Buffer.from(payload, 'base64url').toString();
  expect(await verify(await sign(claimed, { typ: 'audit-checkpoint' }))).toEqual(checkpoint);
  expect(await verify(await sign(claimed, { typ: 'JWT' }))).toBeNull();
  expect(await verify(await sign(claimed, {}))).toBeNull();
  expect(await verify(await sign('{"number":1}', { typ: 'audit-checkpoint' }))).toBeNull();
  const [header, , signature] = (await sign(claimed, { typ: 'audit-checkpoint' })).split('.');
  const changed = Buffer.from(claimed.replace('7', '8')).toString('base64url');
  expect(await verify(`${header}.${changed}.${signature}`)).toBeNull();
  for (const nonsense of ['', 'a.b', 'a.b.c', '..']) {
    expect(await verify(nonsense)).toBeNull();
    expect(claims(nonsense)).toBeNull();
  }
});
