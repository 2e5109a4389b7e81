import type { CheckResult, ProbeSubject } from '../../../domain/connections/probe.ts';
import { failed, fine, listed, warning } from './check-result.ts';
import type { SmartDocument } from './smart-configuration.ts';

/** Whether the EHR takes how we prove who we are: private_key_jwt, with the connection's algorithm. */
export function checkClientAuthentication(document: SmartDocument, subject: ProbeSubject): CheckResult {
  const methods = document.token_endpoint_auth_methods_supported;
  const algorithms = document.token_endpoint_auth_signing_alg_values_supported;
  const isCapable = document.capabilities?.includes('client-confidential-asymmetric') ?? false;
  if (methods !== undefined && !methods.includes('private_key_jwt')) {
    return failed('client-authentication', 'client-authentication-unsupported', { methods: listed(methods) });
  }
  if (algorithms !== undefined && !algorithms.includes(subject.signingAlgorithm)) {
    return failed('client-authentication', 'signing-algorithm-unsupported', {
      algorithm: subject.signingAlgorithm,
      supported: listed(algorithms),
    });
  }
  return methods !== undefined || isCapable
    ? fine('client-authentication', 'client-authentication-fine')
    : warning('client-authentication', 'client-authentication-unstated');
}

/** Without these nobody can launch. */
const NEEDED = ['launch-ehr', 'sso-openid-connect'];

/** Whether the EHR can launch; how the approver signs in is asked where there is one. */
export function checkLaunchCapabilities(document: SmartDocument, { ehr }: ProbeSubject): CheckResult {
  const offered = document.capabilities ?? [];
  const without = (names: readonly string[]) => names.filter((name) => !offered.includes(name));
  const missing = without(NEEDED);
  const desired = without(
    ehr === 'oracle-health' ? ['context-ehr-patient'] : ['context-ehr-patient', 'launch-standalone'],
  );
  if (missing.length + desired.length === 0) return fine('launch-capabilities', 'launch-capabilities-fine');
  const details = { missing: listed([...missing, ...desired]) };
  return missing.length > 0
    ? failed('launch-capabilities', 'launch-capabilities-missing', details)
    : warning('launch-capabilities', 'launch-capabilities-missing', details);
}
