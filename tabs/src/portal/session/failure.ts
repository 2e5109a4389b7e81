/**
 * Why an answer of the service cannot be shown, in the words the pages are drawn by:
 *
 * - `offline` – no answer came; trying again may help
 * - `signed-out` – the service does not know who asks
 * - `forbidden` – it knows, and refuses
 * - `host-silent` – the frame around the page is no Teams client
 * - `host-sign-in` – Teams gave no sign-in token
 * - `failed` – anything else
 */
export type FailureKind = 'offline' | 'signed-out' | 'forbidden' | 'host-silent' | 'host-sign-in' | 'failed';

export class Failure extends Error {
  readonly kind: FailureKind;
  /** What to tell the help desk: the same as in the service's log; null when the service never answered. */
  readonly reference: string | null;

  constructor(kind: FailureKind, details: { message?: string; reference?: string; cause?: unknown } = {}) {
    super(details.message ?? kind, { cause: details.cause });
    this.name = 'Failure';
    this.kind = kind;
    this.reference = details.reference ?? null;
  }
}
