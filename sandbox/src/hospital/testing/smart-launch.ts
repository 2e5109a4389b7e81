import * as oauth from 'openid-client';
import type { LaunchOrder } from '../control/launches.ts';
import type { FaceName } from '../face.ts';
import { type HospitalUnderTest, LAUNCH_SCOPE } from './connector.ts';

/** An authorisation request that has come back to the connector, not yet redeemed. */
export interface Callback {
  /** The callback URL with its query: a code, or an error. */
  readonly url: URL;
  readonly configuration: oauth.Configuration;
  readonly checks: {
    readonly pkceCodeVerifier: string;
    readonly expectedState: string;
    readonly expectedNonce: string;
  };
}

/**
 * Presses the button, follows the launch to the authorisation server and stops at the callback.
 *
 * @param change alters the authorisation request; `null` leaves a parameter out.
 */
export async function launchToCallback(
  world: HospitalUnderTest,
  order: LaunchOrder,
  change: Readonly<Record<string, string | null>> = {},
): Promise<Callback> {
  const launchUrl = new URL(world.hospital.control.mintLaunch(order).url);
  const configuration = await world.configuration(order.face);
  const checks = {
    pkceCodeVerifier: oauth.randomPKCECodeVerifier(),
    expectedState: oauth.randomState(),
    expectedNonce: oauth.randomNonce(),
  };
  const url = oauth.buildAuthorizationUrl(configuration, {
    redirect_uri: world.clientOf(order.face).redirectUri,
    scope: LAUNCH_SCOPE,
    launch: launchUrl.searchParams.get('launch') ?? '',
    aud: world.hospital.faces[order.face].fhirBaseUrl,
    state: checks.expectedState,
    nonce: checks.expectedNonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(checks.pkceCodeVerifier),
    code_challenge_method: 'S256',
  });
  for (const [name, value] of Object.entries(change)) {
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  return { url: await callbackOf(url), configuration, checks };
}

/** Where the authorisation server sends the browser; its own address when it shows an error page instead. */
export async function callbackOf(url: URL): Promise<URL> {
  const response = await fetch(url, { redirect: 'manual' });
  return new URL(response.headers.get('location') ?? url, url);
}

/** The whole launch, through openid-client's own checks. */
export async function launch(world: HospitalUnderTest, order: LaunchOrder) {
  const callback = await launchToCallback(world, order);
  return redeem(callback);
}

export function redeem({ url, configuration, checks }: Callback) {
  return oauth.authorizationCodeGrant(configuration, url, checks);
}

/** A GET below a face's FHIR base. */
export async function fhirGet(base: string, path: string, accessToken: string) {
  const response = await fetch(`${base}/${path}`, {
    headers: { authorization: `Bearer ${accessToken}`, accept: 'application/fhir+json' },
  });
  return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) };
}

/** A backend token of the connector. */
export async function backendToken(world: HospitalUnderTest, face: FaceName, scope: string): Promise<string> {
  const tokens = await oauth.clientCredentialsGrant(await world.configuration(face), { scope });
  return tokens.access_token;
}
