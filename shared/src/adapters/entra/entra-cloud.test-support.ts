import {
  CLIENT_ID,
  CLIENT_SECRET,
  startTestCloud,
  type TestCloud,
} from '@ehr-connector/sandbox/cloud/testing/test-cloud.ts';
import type { MicrosoftSignIn, TabTokens } from '../../domain/staff/microsoft-sign-in.ts';
import { boundedFetch } from '../http/bounded-fetch.ts';
import { createEntraVerifier } from './entra-keys.ts';
import { entraSignIn } from './entra-sign-in.ts';
import { entraTabTokens } from './entra-tab-tokens.ts';

/** The sandbox's Entra, and the service's way to it. */
export interface EntraCloud {
  readonly cloud: TestCloud;
  /** New ones each time, with nothing remembered of Entra's keys. */
  signIn(): MicrosoftSignIn;
  tabTokens(): TabTokens;
}

export async function startEntraCloud(): Promise<EntraCloud> {
  const cloud = await startTestCloud();
  const { authority } = cloud;
  const send = boundedFetch({ allowInsecureLoopback: true });
  const verifier = () => createEntraVerifier({ authority, send });
  const client = { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET };
  return {
    cloud,
    signIn: () => entraSignIn({ authority, ...client, verifier: verifier(), send }),
    tabTokens: () => entraTabTokens({ clientId: CLIENT_ID, verifier: verifier() }),
  };
}
