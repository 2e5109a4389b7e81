/**
 * Why an answer of the service cannot be shown, in the words the pages are drawn by:
 *
 * - `offline` – no answer came; trying again may help
 * - `signed-out` – the service does not know who asks
 * - `forbidden` – it knows, and refuses
 * - `conflict` – the state of things forbids it now; `code` says what
 * - `host-silent` – the frame around the page is no Teams client
 * - `host-sign-in` – Teams gave no sign-in token
 * - `failed` – anything else
 */
export type FailureKind =
  | 'offline'
  | 'signed-out'
  | 'forbidden'
  | 'conflict'
  | 'host-silent'
  | 'host-sign-in'
  | 'failed';

export class Failure extends Error {
  readonly kind: FailureKind;
  /** What to tell the help desk: the same as in the service's log; null when the service never answered. */
  readonly reference: string | null;
  /** Of the service's closed list of errors; null when it gave none. */
  readonly code: string | null;
  /** What more the service says about it, in English. */
  readonly detail: string | null;

  constructor(
    kind: FailureKind,
    details: { message?: string; reference?: string; code?: string; detail?: string; cause?: unknown } = {},
  ) {
    super(details.message ?? kind, { cause: details.cause });
    this.name = 'Failure';
    this.kind = kind;
    this.reference = details.reference ?? null;
    this.code = details.code ?? null;
    this.detail = details.detail ?? null;
  }
}
