import type { CheckResult } from '../../../domain/connections/probe.ts';
import { DAY_MS } from '../../../domain/kernel/clock.ts';
import type { PresentedCertificate } from '../../http/presented-certificate.ts';
import { failed, fine, warning } from './check-result.ts';
import type { ProbedEhr } from './probed-ehr.ts';

const SOON_MS = 30 * DAY_MS;

/** @throws whatever connecting ends in: then nothing is known of a certificate. */
export async function checkCertificate(ehr: ProbedEhr): Promise<CheckResult> {
  const { base, outbound, signal, timeoutMs } = ehr;
  const { host } = base;
  if (base.protocol === 'http:') return fine('certificate', 'certificate-not-used', { host });
  const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  return judged(await outbound.certificateOf(base, limit), host, ehr.clock.now());
}

function judged({ problem, expires, names }: PresentedCertificate, host: string, now: Date): CheckResult {
  const day = Number.isNaN(expires.getTime()) ? '' : expires.toISOString().slice(0, 10);
  const details = { host, expires: day };
  switch (problem) {
    case null: {
      const leftMs = expires.getTime() - now.getTime();
      if (leftMs >= SOON_MS) return fine('certificate', 'certificate-valid', details);
      const days = `${Math.max(0, Math.floor(leftMs / DAY_MS))}`;
      return warning('certificate', 'certificate-expires-soon', { ...details, days });
    }
    case 'CERT_HAS_EXPIRED':
      return failed('certificate', 'certificate-expired', details);
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return failed('certificate', 'certificate-of-another-host', { host, names });
    default:
      return failed('certificate', 'certificate-untrusted', { host, reason: problem });
  }
}
