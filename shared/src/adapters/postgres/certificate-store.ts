import type { Kysely } from 'kysely';
import type { Sealer } from './sealer.ts';
import type { Tables } from './tables.ts';

/** A certificate and its private key (PKCS #8, PEM), as kept: the key sealed. */
export interface KeptCertificate {
  readonly id: string;
  readonly certificateBase64: string;
  readonly privateKeyPem: string;
  readonly createdAt: Date;
}

export interface CertificateTable {
  /** Newest first. */
  load(): Promise<readonly KeptCertificate[]>;
  add(certificate: KeptCertificate): Promise<void>;
}

export function certificateTable(deps: {
  readonly db: Kysely<Tables>;
  readonly sealer: Sealer;
}): CertificateTable {
  const context = (id: string) => `notification_certificates.private_key:${id}`;
  return {
    async load() {
      const rows = await deps.db
        .selectFrom('notification_certificates')
        .selectAll()
        .orderBy('created_at', 'desc')
        .execute();
      return rows.map((row) => ({
        id: row.id,
        certificateBase64: row.certificate,
        privateKeyPem: deps.sealer.open(row.private_key, context(row.id)),
        createdAt: row.created_at,
      }));
    },

    async add({ id, certificateBase64, privateKeyPem, createdAt }) {
      await deps.db
        .insertInto('notification_certificates')
        .values({
          id,
          certificate: certificateBase64,
          private_key: deps.sealer.seal(privateKeyPem, context(id)),
          created_at: createdAt,
        })
        .execute();
    },
  };
}
