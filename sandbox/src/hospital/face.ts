/**
 * The hospital's faces. `epic` behaves as Epic does and `plain` as any SMART-on-FHIR R4 server may; the connector is
 * registered with both. `practice` and `practice-prd` are the testing and the production environment of another
 * Epic-like EHR, which knows no connector until somebody registers one.
 */
export type FaceName = ConnectedFace | PracticeFace;

export type ConnectedFace = 'epic' | 'plain';

export type PracticeFace = 'practice' | 'practice-prd';

/** Whose peculiarities a face has. */
export type FaceKind = 'epic' | 'plain';

export const FACE_NAMES: readonly FaceName[] = ['epic', 'plain', 'practice', 'practice-prd'];

export const PRACTICE_FACES: readonly PracticeFace[] = ['practice', 'practice-prd'];

export function isFaceName(value: unknown): value is FaceName {
  return FACE_NAMES.some((face) => face === value);
}

export function isPracticeFace(value: unknown): value is PracticeFace {
  return PRACTICE_FACES.some((face) => face === value);
}

export function faceKind(face: FaceName): FaceKind {
  return face === 'plain' ? 'plain' : 'epic';
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

/** Paths below the hospital's origin where the parts of a face are mounted. */
export interface FacePaths {
  /** Everything of the face lies below it. */
  readonly root: string;
  readonly fhir: string;
  readonly issuer: string;
  readonly signIn: string;
  readonly statusService: string | null;
}

const PATHS: Readonly<Record<FaceName, FacePaths>> = {
  epic: epicPaths('/epic'),
  plain: {
    root: '/plain',
    fhir: '/plain/fhir',
    issuer: '/plain/auth',
    signIn: '/plain/sign-in',
    statusService: null,
  },
  // Epic's customers tell their environments apart by the name of the Interconnect instance.
  practice: epicPaths('/practice-tst'),
  'practice-prd': epicPaths('/practice-prd'),
};

export function facePaths(face: FaceName): FacePaths {
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
    setExternalConnectionStatusUrl: paths.statusService === null ? null : `${url}${paths.statusService}`,
  };
}

function epicPaths(root: string): FacePaths {
  return {
    root,
    fhir: `${root}/api/FHIR/R4`,
    issuer: `${root}/oauth2`,
    signIn: `${root}/sign-in`,
    statusService: `${root}/api/epic/2018/Telehealth/ContextLinking/SetExternalConnectionStatus`,
  };
}
