import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';
import * as oauth from 'openid-client';
import type { AppAddresses } from '../administration/app-addresses.ts';
import { type ConnectedFace, type FaceAddresses, type FaceName, isPracticeFace } from '../face.ts';
import { type Hospital, type HospitalOptions, startHospital } from '../hospital.ts';
import type { SmartClient, SmartClients } from '../smart-client.ts';

/** Scopes a connector asks for on a launch. */
export const LAUNCH_SCOPE =
  'openid fhirUser launch patient/Appointment.rs patient/Encounter.rs patient/Patient.r user/Appointment.rs user/Encounter.rs user/Practitioner.r';

/** A hospital with an honest connector beside it, made of openid-client: a client we did not write. */
export interface HospitalUnderTest {
  readonly hospital: Hospital;
  readonly clients: SmartClients;
  /** The client a face knows the connector as; on a practice face, the app registered there. */
  clientOf(face: FaceName): Pick<SmartClient, 'clientId' | 'redirectUri'>;
  /** What to register with a practice face. */
  readonly appAddresses: AppAddresses;
  /** The client configuration of a face, with private_key_jwt as SMART wants it. */
  configuration(
    face: FaceName,
    change?: (claims: Record<string, unknown>) => void,
  ): Promise<oauth.Configuration>;
  /** Signs a client assertion with one of the connector's registered keys, saying anything. */
  assertion(
    face: ConnectedFace,
    claims: Record<string, unknown>,
    alg?: 'ES384' | 'RS384' | 'RS256',
  ): Promise<string>;
  close(): Promise<void>;
}

export async function startHospitalUnderTest(
  options: Partial<HospitalOptions> = {},
): Promise<HospitalUnderTest> {
  const { privateKey, publicKey } = await generateKeyPair('ES384', { extractable: true });
  const rsa = await generateKeyPair('RS384', { extractable: true });
  const jwks = {
    keys: [
      { ...(await exportJWK(publicKey)), kid: 'test-key', alg: 'ES384', use: 'sig' },
      { ...(await exportJWK(rsa.publicKey)), kid: 'rsa-key', use: 'sig' },
    ],
  };
  const keyServer = await serveJson(jwks);
  const origin = `http://127.0.0.1:${(keyServer.address() as AddressInfo).port}`;
  const client = (face: ConnectedFace): SmartClient => ({
    clientId: `connector-${face}`,
    launchBase: `${origin}/launch/${face}`,
    redirectUri: `${origin}/launch/${face}/callback`,
    jwksUri: `${origin}/jwks.json`,
  });
  const clients = { epic: client('epic'), plain: client('plain') };
  const hospital = await startHospital({ host: 'localhost', port: 0, clients, ...options });
  const clientOf = (face: FaceName): Pick<SmartClient, 'clientId' | 'redirectUri'> => {
    const known = isPracticeFace(face) ? hospital.control.app(face) : clients[face];
    if (!known) throw new Error(`Nothing is registered with ${face}.`);
    return known;
  };
  return {
    hospital,
    clients,
    clientOf,
    appAddresses: {
      providerLaunchUrl: `${origin}/launch/practice/provider`,
      patientLaunchUrl: `${origin}/launch/practice/patient`,
      deviceTestLaunchUrl: `${origin}/launch/practice/device-test`,
      redirectUri: `${origin}/launch/practice/callback`,
      jwksUri: `${origin}/jwks.json`,
    },
    configuration: (face, change) =>
      discovered(
        hospital.faces[face],
        clientOf(face).clientId,
        oauth.PrivateKeyJwt(
          { key: privateKey, kid: 'test-key' },
          {
            [oauth.modifyAssertion]: (header, payload) => {
              header.typ = 'JWT';
              payload.aud = hospital.faces[face].tokenEndpoint;
              change?.(payload);
            },
          },
        ),
      ),
    assertion: async (face, claims, alg = 'ES384') => {
      const { clientId } = clients[face];
      const key = alg === 'ES384' ? privateKey : await reimported(rsa.privateKey, alg);
      return new SignJWT({ iss: clientId, sub: clientId, ...claims })
        .setProtectedHeader({ alg, kid: alg === 'ES384' ? 'test-key' : 'rsa-key', typ: 'JWT' })
        .sign(key);
    },
    close: async () => {
      await hospital.close();
      keyServer.closeAllConnections();
      await new Promise((resolve) => keyServer.close(resolve));
    },
  };
}

async function discovered(
  addresses: FaceAddresses,
  clientId: string,
  authentication: oauth.ClientAuth,
): Promise<oauth.Configuration> {
  const configuration = await oauth.discovery(
    new URL(addresses.issuer),
    clientId,
    undefined,
    authentication,
    {
      execute: [oauth.allowInsecureRequests],
    },
  );
  oauth.enableNonRepudiationChecks(configuration);
  return configuration;
}

async function serveJson(body: unknown): Promise<Server> {
  const server = createServer((_request, response) =>
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body)),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** The same RSA key for another algorithm: a CryptoKey is bound to the one it was made for. */
async function reimported(key: CryptoKey, alg: string): Promise<CryptoKey | Uint8Array> {
  const { alg: _made, ...jwk } = await exportJWK(key);
  return importJWK(jwk, alg);
}
