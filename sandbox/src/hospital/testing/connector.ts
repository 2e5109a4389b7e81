import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import * as oauth from 'openid-client';
import type { FaceAddresses, FaceName } from '../face.ts';
import { type Hospital, type HospitalOptions, startHospital } from '../hospital.ts';
import type { SmartClient, SmartClients } from '../smart-client.ts';

/** Scopes a connector asks for on a launch. */
export const LAUNCH_SCOPE =
  'openid fhirUser launch patient/Appointment.rs patient/Encounter.rs patient/Patient.r user/Appointment.rs user/Encounter.rs user/Practitioner.r';

/** A hospital with an honest connector beside it, made of openid-client: a client we did not write. */
export interface HospitalUnderTest {
  readonly hospital: Hospital;
  readonly clients: SmartClients;
  /** The client configuration of a face, with private_key_jwt as SMART wants it. */
  configuration(
    face: FaceName,
    change?: (claims: Record<string, unknown>) => void,
  ): Promise<oauth.Configuration>;
  /** Signs a client assertion with the connector's registered key, saying anything. */
  assertion(face: FaceName, claims: Record<string, unknown>): Promise<string>;
  close(): Promise<void>;
}

export async function startHospitalUnderTest(
  options: Partial<HospitalOptions> = {},
): Promise<HospitalUnderTest> {
  const { privateKey, publicKey } = await generateKeyPair('ES384', { extractable: true });
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'test-key', alg: 'ES384', use: 'sig' }] };
  const keyServer = await serveJson(jwks);
  const origin = `http://127.0.0.1:${(keyServer.address() as AddressInfo).port}`;
  const client = (face: FaceName): SmartClient => ({
    clientId: `connector-${face}`,
    launchBase: `${origin}/launch/${face}`,
    redirectUri: `${origin}/launch/${face}/callback`,
    jwksUri: `${origin}/jwks.json`,
  });
  const clients = { epic: client('epic'), plain: client('plain') };
  const hospital = await startHospital({ host: 'localhost', port: 0, clients, ...options });
  return {
    hospital,
    clients,
    configuration: (face, change) =>
      discovered(
        hospital.faces[face],
        clients[face].clientId,
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
    assertion: (face, claims) =>
      new SignJWT({ iss: clients[face].clientId, sub: clients[face].clientId, ...claims })
        .setProtectedHeader({ alg: 'ES384', kid: 'test-key', typ: 'JWT' })
        .sign(privateKey),
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
