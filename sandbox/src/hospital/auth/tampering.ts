import type { FaceName } from '../face.ts';

/** Ways for an id_token to be wrong. */
export type IdTokenTampering =
  | 'other-key'
  | 'alg-none'
  | 'wrong-aud'
  | 'wrong-nonce'
  | 'no-nonce'
  | 'expired'
  | 'wrong-iss'
  | 'no-fhir-user'
  | 'foreign-fhir-user'
  | 'missing';

export interface JsonChange {
  readonly remove?: readonly string[];
  readonly set?: Readonly<Record<string, unknown>>;
}

/** What a lying EHR, or somebody in its place, changes in its answers. Absent parts stay honest. */
export interface Tampering {
  readonly idToken?: IdTokenTampering;
  /** Replaces the claim: a relative reference is made absolute below the FHIR base. */
  readonly fhirUser?: string;
  /** RFC 9207 `iss` on the callback. */
  readonly callbackIss?: 'wrong' | 'missing';
  /** Changes of the token response itself, such as `{remove: ['appointment']}` or `{set: {patient: 'other'}}`. */
  readonly tokenResponse?: JsonChange;
  /** Changes of `.well-known/smart-configuration`. */
  readonly smartConfiguration?: JsonChange;
}

export interface TamperBoard {
  of(face: FaceName): Tampering;
  /** Replaces what was set for the face. */
  set(face: FaceName, tampering: Tampering): void;
  clear(): void;
}

export function createTamperBoard(): TamperBoard {
  const set = new Map<FaceName, Tampering>();
  return {
    of: (face) => set.get(face) ?? {},
    set: (face, tampering) => set.set(face, tampering),
    clear: () => set.clear(),
  };
}

export function changed(
  json: Readonly<Record<string, unknown>>,
  change: JsonChange | undefined,
): Record<string, unknown> {
  const kept = Object.entries(json).filter(([name]) => !change?.remove?.includes(name));
  return { ...Object.fromEntries(kept), ...change?.set };
}
