import type {
  CapabilityStatement,
  CapabilityStatementRestResourceInteraction,
  CapabilityStatementRestResourceSearchParam,
} from '@medplum/fhirtypes';
import { LAUNCH_SCOPES, offeredPermissions, type Permission } from '../auth/scopes.ts';
import { type FaceAddresses, type FaceName, faceKind } from '../face.ts';
import { searchParameters } from './search-rules.ts';

/** @see {@link https://hl7.org/fhir/smart-app-launch/conformance.html} */
export function smartConfiguration(face: FaceName, addresses: FaceAddresses): Record<string, unknown> {
  return {
    issuer: addresses.issuer,
    jwks_uri: addresses.jwksUri,
    authorization_endpoint: addresses.authorizationEndpoint,
    token_endpoint: addresses.tokenEndpoint,
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['RS384', 'ES384'],
    grant_types_supported: ['authorization_code', 'client_credentials'],
    response_types_supported: ['code'],
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
    scopes_supported: [...LAUNCH_SCOPES, ...commonScopes(face)],
    capabilities: [
      'launch-ehr',
      'launch-standalone',
      'client-confidential-asymmetric',
      'sso-openid-connect',
      'context-banner',
      'context-ehr-patient',
      'context-ehr-encounter',
      'context-standalone-patient',
      'permission-patient',
      'permission-user',
      'permission-v2',
    ],
  };
}

function commonScopes(face: FaceName): readonly string[] {
  return ['patient', 'user', 'system'].flatMap((context) =>
    Object.entries(offeredPermissions(face)).map(
      ([type, letters]) => `${context}/${type}.${letters.join('')}`,
    ),
  );
}

const INTERACTIONS: Readonly<Record<Permission, CapabilityStatementRestResourceInteraction['code']>> = {
  c: 'create',
  r: 'read',
  u: 'update',
  s: 'search-type',
};

/** Types of search parameters; those not listed are tokens. */
const PARAMETER_TYPES: Readonly<Record<string, CapabilityStatementRestResourceSearchParam['type']>> = {
  _count: 'number',
  _lastUpdated: 'date',
  _sort: 'string',
  actor: 'reference',
  agent: 'reference',
  appointment: 'reference',
  birthdate: 'date',
  date: 'date',
  encounter: 'reference',
  entity: 'reference',
  name: 'string',
  patient: 'reference',
  practitioner: 'reference',
  subject: 'reference',
};

function searchParams(face: FaceName, type: string): CapabilityStatementRestResourceSearchParam[] {
  return searchParameters(face, type).map((name) => ({ name, type: PARAMETER_TYPES[name] ?? 'token' }));
}

export function capabilityStatement(
  face: FaceName,
  addresses: FaceAddresses,
  now: Date,
): CapabilityStatement {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: now.toISOString(),
    kind: 'instance',
    software: {
      name:
        faceKind(face) === 'epic' ? 'Sandbox hospital, Epic-like face' : 'Sandbox hospital, plain FHIR face',
    },
    implementation: { description: 'A pretend hospital for development', url: addresses.fhirBaseUrl },
    fhirVersion: '4.0.1',
    format: ['json'],
    rest: [
      {
        mode: 'server',
        security: {
          service: [
            {
              coding: [
                {
                  system: 'http://terminology.hl7.org/CodeSystem/restful-security-service',
                  code: 'SMART-on-FHIR',
                },
              ],
            },
          ],
        },
        resource: Object.entries(offeredPermissions(face)).map(([type, permissions]) => ({
          type: type as 'Appointment',
          interaction: permissions.map((permission) => ({ code: INTERACTIONS[permission] })),
          ...(permissions.includes('s') && { searchParam: searchParams(face, type) }),
          ...(faceKind(face) === 'plain'
            ? { versioning: 'versioned-update' as const, conditionalCreate: permissions.includes('c') }
            : { versioning: 'no-version' as const }),
        })),
      },
    ],
  };
}
