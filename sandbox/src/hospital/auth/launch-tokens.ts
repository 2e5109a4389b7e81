import { randomBytes } from 'node:crypto';

export type LaunchKind = 'provider' | 'patient' | 'device-test';

/** What a launch stands for in the EHR's session: who launched, and about what. FHIR ids, not references. */
export interface LaunchContext {
  readonly kind: LaunchKind | 'standalone';
  /** `Practitioner/…`, `Patient/…` or `RelatedPerson/…`. */
  readonly fhirUser: string;
  readonly patient: string | null;
  readonly encounter: string | null;
  readonly appointment: string | null;
  readonly conferenceId: string | null;
  readonly departmentId: string | null;
  /** The only client that may use the launch; `null` for any that is registered. */
  readonly clientId: string | null;
}

/** Five minutes, as long as an EHR may reasonably need to open its browser. */
export const LAUNCH_LASTS_MS = 5 * 60_000;

/** Opaque launch tokens of one face: short-lived, and good for one authorisation request. */
export interface LaunchTokens {
  mint(context: LaunchContext, lifetimeMs?: number): string;
  /** @returns `null` for a token that is unknown, expired or already used; the three cannot be told apart. */
  redeem(token: string): LaunchContext | null;
  clear(): void;
}

export function createLaunchTokens(now: () => Date): LaunchTokens {
  const open = new Map<string, { readonly context: LaunchContext; readonly until: number }>();
  return {
    mint: (context, lifetimeMs = LAUNCH_LASTS_MS) => {
      const token = randomBytes(24).toString('base64url');
      open.set(token, { context, until: now().getTime() + lifetimeMs });
      return token;
    },
    redeem: (token) => {
      const found = open.get(token);
      open.delete(token);
      return found && found.until > now().getTime() ? found.context : null;
    },
    clear: () => open.clear(),
  };
}
