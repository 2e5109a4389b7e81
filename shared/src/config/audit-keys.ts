import { z } from 'zod';

/** 32 bytes as base64url. */
const Bytes = z.string().regex(/^[\w-]{43}$/);
const PublicKey = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: Bytes });
const PrivateKey = PublicKey.extend({ d: Bytes });

/** A JWK's JSON as base64url: one word, which no shell or template changes. */
const Json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    context.addIssue({ code: 'custom' });
    return z.NEVER;
  }
});

/** The Ed25519 key that checkpoints of the audit log are signed with. @see {@link https://www.rfc-editor.org/rfc/rfc8037} */
export const AuditSigningKey = Json.pipe(PrivateKey);

/** Public halves of keys that were used before, of which whatever is secret is dropped. */
export const AuditVerificationKey = Json.pipe(PublicKey);
