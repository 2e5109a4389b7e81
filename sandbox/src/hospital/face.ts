/** The hospital's two faces: `epic` behaves as Epic does, `plain` as any SMART-on-FHIR R4 server may. */
export type FaceName = 'epic' | 'plain';

export const FACE_NAMES: readonly FaceName[] = ['epic', 'plain'];

export function isFaceName(value: unknown): value is FaceName {
  return value === 'epic' || value === 'plain';
}

/** Where a face is found: what a connection to it needs to be told. */
export interface FaceAddresses {
  readonly fhirBaseUrl: string;
  /** Issuer of id_tokens; never the FHIR base. */
  readonly issuer: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly jwksUri: string;
  /** Only Epic has the web service; `null` on the plain face. */
  readonly setExternalConnectionStatusUrl: string | null;
}

const PATHS = {
  epic: { fhir: '/epic/api/FHIR/R4', issuer: '/epic/oauth2', signIn: '/epic/sign-in' },
  plain: { fhir: '/plain/fhir', issuer: '/plain/auth', signIn: '/plain/sign-in' },
} as const;

export const STATUS_SERVICE_PATH =
  '/epic/api/epic/2018/Telehealth/ContextLinking/SetExternalConnectionStatus';

/** Paths below the hospital's origin where the parts of a face are mounted. */
export function facePaths(face: FaceName): {
  readonly fhir: string;
  readonly issuer: string;
  readonly signIn: string;
} {
  return PATHS[face];
}

/** @param url the hospital's origin, without a trailing slash. */
export function faceAddresses(url: string, face: FaceName): FaceAddresses {
  const paths = PATHS[face];
  const issuer = `${url}${paths.issuer}`;
  return {
    fhirBaseUrl: `${url}${paths.fhir}`,
    issuer,
    authorizationEndpoint: `${issuer}/authorize`,
    tokenEndpoint: `${issuer}/token`,
    jwksUri: `${issuer}/jwks`,
    setExternalConnectionStatusUrl: face === 'epic' ? `${url}${STATUS_SERVICE_PATH}` : null,
  };
}
