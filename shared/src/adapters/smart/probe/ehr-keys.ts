import { z } from 'zod';
import type { CheckResult } from '../../../domain/connections/probe.ts';
import { HttpFault } from '../../http/bounded-fetch.ts';
import { listOf } from '../../http/list-of.ts';
import { failed, fine } from './check-result.ts';
import { ask, type ProbedEhr } from './probed-ehr.ts';
import { faultOnly } from './smart-configuration.ts';

const Jwks = z.object({
  keys: listOf(z.object({ kty: z.string(), use: z.string().optional(), alg: z.string().optional() })),
});

/** Whether there is a key by which an id_token can be verified; SMART asks servers for RS256. */
export async function checkEhrKeys(ehr: ProbedEhr, jwksUri: string): Promise<CheckResult> {
  const { host } = new URL(jwksUri);
  const response = await ask(ehr, jwksUri).catch(faultOnly);
  if (response instanceof HttpFault) {
    return failed('ehr-keys', 'ehr-keys-unreachable', { host, status: response.reason });
  }
  if (!response.ok) return failed('ehr-keys', 'ehr-keys-unreachable', { host, status: `${response.status}` });
  const { data } = Jwks.safeParse(await response.json().catch(() => null));
  const usable = (data?.keys ?? []).filter(
    ({ kty, use = 'sig', alg = 'RS256' }) => kty === 'RSA' && use === 'sig' && alg === 'RS256',
  );
  return usable.length === 0
    ? failed('ehr-keys', 'ehr-keys-missing', { host })
    : fine('ehr-keys', 'ehr-keys-fine', { host, count: `${usable.length}` });
}
