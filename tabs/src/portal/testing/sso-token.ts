/** A token shaped as Entra's are, as far as the tab looks into it; what it is worth, only the service says. */
export function ssoToken(claims: { oid?: string } = {}): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const payload = {
    ver: '2.0',
    exp: Math.floor(Date.now() / 1_000) + 3_600,
    oid: claims.oid ?? 'ada',
    tid: 'northwind',
    preferred_username: 'ada@northwind.example',
  };
  return `${encode({ alg: 'RS256' })}.${encode(payload)}.c2lnbmF0dXJl`;
}
