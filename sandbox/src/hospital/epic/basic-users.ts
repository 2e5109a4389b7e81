/**
 * Epic users of the kind a vendor's back end signs in as with Basic authentication: `emp$<user>:<password>`.
 * Pretend credentials for a pretend hospital.
 */
export const BASIC_USER = { user: 'emp$TEAMSVISIT', password: 'sandbox-telehealth' } as const;

export function isBasicUser(authorization: string): boolean {
  const encoded = /^Basic (\S+)$/i.exec(authorization)?.[1];
  if (encoded === undefined) return false;
  return Buffer.from(encoded, 'base64').toString('utf8') === `${BASIC_USER.user}:${BASIC_USER.password}`;
}
