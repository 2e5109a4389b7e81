import type { FaceName } from '../face.ts';

export const FAULT_AREAS = [
  'discovery',
  'authorize',
  'token',
  'fhir-read',
  'fhir-write',
  'status-service',
] as const;
export type FaultArea = (typeof FAULT_AREAS)[number];

/** How an area misbehaves. */
export type FaultKind =
  /** The connection is destroyed without an answer, and nothing happens. */
  | { readonly kind: 'down' }
  /** The answer is right but late. */
  | { readonly kind: 'slow'; readonly ms: number }
  | {
      readonly kind: 'status';
      readonly status: 401 | 412 | 429 | 500 | 503;
      readonly retryAfterSeconds?: number;
    }
  /** The request takes effect, then the connection is destroyed instead of an answer. */
  | { readonly kind: 'drop-answer' };

export type Fault = FaultKind & {
  readonly face: FaceName;
  readonly area: FaultArea;
  /** Only the next so many requests; absent until switched off. */
  readonly count?: number;
};

/** The switches: at most one fault for each area of each face. */
export interface FaultBoard {
  /** Replaces the fault of the same face and area. */
  set(fault: Fault): void;
  clear(which?: { readonly face?: FaceName; readonly area?: FaultArea }): void;
  list(): readonly Fault[];
  /** The fault the next request of an area meets; counts it down. */
  take(face: FaceName, area: FaultArea): FaultKind | null;
}

export function createFaultBoard(): FaultBoard {
  const faults = new Map<string, Fault>();
  const keyOf = (face: FaceName, area: FaultArea): string => `${face}/${area}`;
  return {
    set: (fault) => faults.set(keyOf(fault.face, fault.area), fault),
    clear: ({ face, area } = {}) => {
      for (const [key, fault] of faults) {
        if ((face ?? fault.face) === fault.face && (area ?? fault.area) === fault.area) faults.delete(key);
      }
    },
    list: () => [...faults.values()],
    take: (face, area) => {
      const key = keyOf(face, area);
      const fault = faults.get(key);
      if (!fault) return null;
      if (fault.count !== undefined) {
        if (fault.count <= 1) faults.delete(key);
        else faults.set(key, { ...fault, count: fault.count - 1 });
      }
      return fault;
    },
  };
}
