import type { EhrAuthority } from '../../domain/connections/connection.ts';
import type { ConnectionKeys } from '../../domain/connections/connection-keys.ts';
import { CHECKS, type Check, type CheckResult, type EhrProbe } from '../../domain/connections/probe.ts';
import type { Clock, Randomness } from '../../domain/kernel/clock.ts';
import { boundedFetch } from '../http/bounded-fetch.ts';
import type { Outbound } from '../http/outbound.ts';
import { checkAddress } from './probe/address.ts';
import { keepable, skipped } from './probe/check-result.ts';
import { checkClient } from './probe/client.ts';
import { checkClock } from './probe/clock-skew.ts';
import { checkEhrKeys } from './probe/ehr-keys.ts';
import { checkFhirVersion } from './probe/fhir-version.ts';
import { reach } from './probe/metadata.ts';
import type { ProbedEhr } from './probe/probed-ehr.ts';
import { checkClientAuthentication, checkLaunchCapabilities } from './probe/smart-abilities.ts';
import { checkSmartConfiguration } from './probe/smart-configuration.ts';
import { checkWriteback } from './probe/writeback.ts';

/** The checks that need nothing but the EHR, in their order. */
const EHR_CHECKS: readonly Check[] = CHECKS.slice(0, CHECKS.indexOf('client') + 1);

/** Altogether; what was not looked at by then is skipped. */
const LIMIT_MS = 30_000;
const LOOK_TIMEOUT_MS = 8_000;
/** Real capability statements are long: one of every resource with every search parameter is about two megabytes. */
const MAX_BYTES = 8_000_000;

export interface SmartEhrProbeDeps {
  readonly outbound: Outbound;
  readonly keys: ConnectionKeys;
  readonly randomness: Randomness;
  readonly clock: Clock;
  readonly allowInsecureLoopback: boolean;
  /** For each look. */
  readonly timeoutMs?: number;
  readonly limitMs?: number;
}

/**
 * Looks at an EHR as a stranger may, item by item. Details of the findings, all texts:
 *
 * | findings                                             | details                                                      |
 * | ---------------------------------------------------- | ------------------------------------------------------------ |
 * | `address-malformed`                                  |                                                              |
 * | `address-…`                                          | `host`                                                       |
 * | `address-duplicate`                                  | `host`, `name` of the other connection                       |
 * | `address-looks-like-…`                               | `host`, `word` that says so                                  |
 * | `reachable`, `redirects-elsewhere`, `answer-too-large` | `host`                                                     |
 * | `unreachable`                                        | `host`, `reason` as the system names it                      |
 * | `no-answer-in-time`                                  | `host`, `seconds`                                            |
 * | `answers-with-error`                                 | `host`, `status`, perhaps `suggestion`: the same address of R4 |
 * | `answer-not-fhir`                                    | `host`, perhaps `suggestion`                                 |
 * | `certificate-valid`, `-expired`                      | `host`, `expires` (a day, ISO 8601)                          |
 * | `certificate-expires-soon`                           | `host`, `expires`, `days`                                    |
 * | `certificate-of-another-host`                        | `host`, `names` it is for                                    |
 * | `certificate-untrusted`                              | `host`, `reason` as OpenSSL names it                         |
 * | `certificate-not-used`                               | `host`                                                       |
 * | `fhir-r4`                                            | `version`                                                    |
 * | `fhir-dstu2`, `fhir-other-version`                   | `version`, perhaps `suggestion`                              |
 * | `ehr-is-epic`                                        | `maker` as the server names it                               |
 * | `smart-missing`                                      | `status`: HTTP's, or why there was no answer                 |
 * | `smart-malformed`                                    | `missing`: members absent or wrong                           |
 * | `smart-without-s256`                                 | `methods` there are                                          |
 * | `smart-endpoint-insecure`, `smart-endpoint-elsewhere` | `endpoint`, `host`                                          |
 * | `smart-authority-changed`                            | `changed`: members of the authority                          |
 * | `client-authentication-unsupported`                  | `methods` there are                                          |
 * | `signing-algorithm-unsupported`                      | `algorithm`, `supported`                                     |
 * | `launch-capabilities-missing`                        | `missing`                                                    |
 * | `ehr-keys-fine`                                      | `host`, `count`                                              |
 * | `ehr-keys-missing`                                   | `host`                                                       |
 * | `ehr-keys-unreachable`                               | `host`, `status`                                             |
 * | `clock-fine`                                         | `seconds`                                                    |
 * | `clock-differs`                                      | `seconds`, `direction` of the EHR's: `ahead` or `behind`     |
 * | `writeback-interactions-missing`                     | `missing`                                                    |
 * | `writeback-not-verifiable`, `writeback-elsewhere`    | `host`                                                       |
 * | `client-unknown`, `-without-backend`, `-unchecked`   | `status`: OAuth's error, HTTP's status, or why no answer     |
 */
export function smartEhrProbe(deps: SmartEhrProbeDeps): EhrProbe {
  const { outbound, clock, allowInsecureLoopback, timeoutMs = LOOK_TIMEOUT_MS, limitMs = LIMIT_MS } = deps;
  const send = boundedFetch({ allowInsecureLoopback, fetch: outbound.fetch, timeoutMs, maxBytes: MAX_BYTES });

  return {
    run: async (subject, onResult, callerSignal) => {
      const signal = AbortSignal.any([callerSignal, AbortSignal.timeout(limitMs)]);
      const results: CheckResult[] = [];
      const tell = (found: CheckResult): void => {
        const result = keepable(found);
        results.push(result);
        onResult(result);
      };
      const { result, base } = await checkAddress({
        subject,
        outbound,
        allowInsecureLoopback,
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      });
      tell(result);
      const ehr = base && { subject, base, outbound, send, clock, allowInsecureLoopback, timeoutMs, signal };
      const authority = ehr && (await look(ehr, { ...deps, send }, tell));
      for (const check of EHR_CHECKS) {
        if (!results.some((told) => told.check === check)) tell(skipped(check));
      }
      return { results, authority };
    },
  };
}

/** All checks after the address; what is not told could not be looked at. */
async function look(
  ehr: ProbedEhr,
  deps: Parameters<typeof checkClient>[0],
  tell: (result: CheckResult) => void,
): Promise<EhrAuthority | null> {
  const { subject, signal } = ehr;
  const { reachable, certificate, metadata } = await reach(ehr);
  tell(reachable);
  tell(certificate);
  if (metadata === null || signal.aborted) return null;
  tell(checkFhirVersion(metadata.capability, ehr));
  const { result, document, authority } = await checkSmartConfiguration(ehr);
  if (signal.aborted) return null;
  tell(result);
  if (document) {
    tell(checkClientAuthentication(document, subject));
    tell(checkLaunchCapabilities(document, subject));
  }
  const ehrKeys = authority && (await checkEhrKeys(ehr, authority.jwksUri));
  tell(ehrKeys && !signal.aborted ? ehrKeys : skipped('ehr-keys'));
  tell(checkClock(metadata.clock));
  tell(checkWriteback(ehr, metadata));
  const client = authority && !signal.aborted && (await checkClient(deps, subject, authority, signal));
  if (client && !signal.aborted) tell(client);
  return authority;
}
