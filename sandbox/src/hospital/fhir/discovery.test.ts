import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FACE_NAMES, type FaceName } from '../face.ts';
import { type HospitalUnderTest, startHospitalUnderTest } from '../testing/connector.ts';

let world: HospitalUnderTest;
beforeAll(async () => {
  world = await startHospitalUnderTest();
});
afterAll(() => world.close());

const read = async (face: FaceName, path: string) =>
  (await fetch(`${world.hospital.faces[face].fhirBaseUrl}/${path}`)).json();

describe.each(FACE_NAMES)('the %s face', (face) => {
  it('says everything a connector looks at before it trusts', async () => {
    const { issuer, jwksUri, authorizationEndpoint, tokenEndpoint } = world.hospital.faces[face];
    const stated = await read(face, '.well-known/smart-configuration');
    expect(stated).toMatchObject({
      issuer,
      jwks_uri: jwksUri,
      authorization_endpoint: authorizationEndpoint,
      token_endpoint: tokenEndpoint,
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      grant_types_supported: ['authorization_code', 'client_credentials'],
      scopes_supported: expect.arrayContaining(['openid', 'fhirUser', 'launch']),
      capabilities: expect.arrayContaining([
        'launch-ehr',
        'launch-standalone',
        'client-confidential-asymmetric',
        'sso-openid-connect',
        'permission-v2',
      ]),
    });
    expect(stated.token_endpoint_auth_signing_alg_values_supported.toSorted()).toEqual(['ES384', 'RS384']);
    expect((await (await fetch(jwksUri)).json()).keys).toHaveLength(1);
    const openId = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json();
    expect(openId).toMatchObject({ issuer, jwks_uri: jwksUri, token_endpoint: tokenEndpoint });
  });

  it('states FHIR R4', async () => {
    expect(await read(face, 'metadata')).toMatchObject({
      resourceType: 'CapabilityStatement',
      fhirVersion: '4.0.1',
    });
  });
});

describe('what can be written back', () => {
  const resource = async (face: FaceName, type: string) => {
    const statement = await read(face, 'metadata');
    return statement.rest[0].resource.find((one: { type: string }) => one.type === type);
  };
  const codes = (of: { interaction: { code: string }[] }) => of.interaction.map(({ code }) => code);

  it('is stated by the plain face', async () => {
    const auditEvent = await resource('plain', 'AuditEvent');
    expect(codes(auditEvent)).toEqual(expect.arrayContaining(['create', 'search-type']));
    expect(auditEvent.searchParam).toContainEqual({ name: '_tag', type: 'token' });
    expect(codes(await resource('plain', 'Appointment'))).toContain('update');
  });

  it.each(['epic', 'practice'] as const)('is nothing of FHIR on the %s face', async (face) => {
    expect(await resource(face, 'AuditEvent')).toBeUndefined();
    expect(codes(await resource(face, 'Appointment'))).toEqual(['read', 'search-type']);
  });
});
