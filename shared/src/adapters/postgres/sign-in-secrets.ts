import { z } from 'zod';
import type { Sealer } from './sealer.ts';

const Secrets = z.object({ nonce: z.string(), codeVerifier: z.string() });

/** What a sign-in at the EHR keeps secret from its beginning to its callback, as kept in `secrets` of a table. */
export function signInSecrets(sealer: Sealer, table: 'launches' | 'approval_sign_ins') {
  const context = (stateDigest: string) => `${table}.secrets:${stateDigest}`;
  return {
    seal: (stateDigest: string, { nonce, codeVerifier }: z.infer<typeof Secrets>): Buffer =>
      sealer.seal(JSON.stringify({ nonce, codeVerifier }), context(stateDigest)),
    open: (stateDigest: string, sealed: Uint8Array): z.infer<typeof Secrets> =>
      Secrets.parse(JSON.parse(sealer.open(sealed, context(stateDigest)))),
  };
}
