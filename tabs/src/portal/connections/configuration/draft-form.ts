import type { Revision } from '@ehr-connector/shared/contract/configuration.ts';
import { DraftContent } from '@ehr-connector/shared/contract/connection-settings.ts';

/** A draft as it stands in the form, beside the service's. */
export interface DraftForm {
  /** What the service had when the form was last in step with it. */
  readonly base: Revision;
  readonly content: DraftContent;
  readonly note: string;
  /** Somebody else changed the draft while this form had unsaved changes; `theirs` is null when it is no draft now. */
  readonly conflict: { readonly theirs: Revision | null } | null;
  /** Counts how often the content was put in from outside: fields with a text of their own begin anew. */
  readonly epoch: number;
}

export const formOf = (base: Revision, epoch = 0): DraftForm => ({
  base,
  content: base.content,
  note: base.note,
  conflict: null,
  epoch,
});

export const isUnsaved = ({ base, content, note }: Pick<DraftForm, 'base' | 'content' | 'note'>): boolean =>
  note !== base.note || !isSame(content, base.content);

/**
 * The form after the service has said how the draft is now. What was typed stays; where somebody else has changed the
 * content meanwhile, the user decides.
 *
 * @param draft null when the draft was proposed or discarded.
 */
export function inStep(form: DraftForm, draft: Revision | null): DraftForm {
  if (draft !== null && isSameRevision(draft, form.base)) {
    // Probed or registered meanwhile, or nothing at all.
    return { ...form, base: draft };
  }
  if (draft !== null && !isUnsaved(form)) return formOf(draft, form.epoch + 1);
  const isOnlyNewer =
    draft !== null &&
    draft.number === form.base.number &&
    isSame(draft.content, form.base.content) &&
    draft.note === form.base.note;
  return isOnlyNewer ? { ...form, base: draft } : { ...form, conflict: { theirs: draft } };
}

/**
 * After a save: the draft as the service keeps it, and what was typed since.
 *
 * @param sent null when some of what was typed could not be sent.
 */
export function afterSave(
  form: DraftForm,
  sent: Pick<DraftForm, 'content' | 'note'> | null,
  draft: Revision,
): DraftForm {
  if (sent === null) return { ...form, base: draft, conflict: null };
  if (form.content === sent.content && form.note === sent.note) {
    return isSame(draft.content, sent.content)
      ? { ...form, base: draft, content: draft.content, conflict: null }
      : formOf(draft, form.epoch + 1);
  }
  return { ...form, base: draft, conflict: null };
}

/** Somebody else's draft instead of one's own. */
export const withTheirs = (form: DraftForm, theirs: Revision): DraftForm => formOf(theirs, form.epoch + 1);

/** One's own changes once more, put onto somebody else's draft: what only they changed stays theirs. */
export function mineOntoTheirs(form: DraftForm, theirs: Revision): DraftForm {
  const { base } = form;
  return {
    base: theirs,
    content: merged(base.content, form.content, theirs.content),
    note: form.note === base.note ? theirs.note : form.note,
    conflict: null,
    epoch: form.epoch + 1,
  };
}

function merged(base: DraftContent, mine: DraftContent, theirs: DraftContent): DraftContent {
  const own = Object.entries(mine).filter(
    ([name, value]) => !isSame(value, base[name as keyof DraftContent]),
  );
  return { ...theirs, ...Object.fromEntries(own) };
}

/** Paths of what cannot be saved as it stands, in the order of the form. */
export function problemsOf(content: DraftContent): readonly string[] {
  const parsed = DraftContent.safeParse(content);
  return parsed.success ? [] : [...new Set(parsed.error.issues.map(({ path }) => fieldOf(path)))];
}

/** Of one department in a list of them, the list: that is what there is a field for. */
const fieldOf = (path: readonly PropertyKey[]): string =>
  path.join('.').replace(/(departments)\.\d+$/i, '$1');

/** What of the form can be saved: what cannot stays as the service has it. */
export function savable({ base, content }: Pick<DraftForm, 'base' | 'content'>): DraftContent {
  const wrong = new Set(problemsOf(content).map((path) => path.split('.')[0]));
  const kept = Object.entries(base.content).filter(([name]) => wrong.has(name));
  return { ...content, ...Object.fromEntries(kept) };
}

const isSameRevision = (left: Revision, right: Revision): boolean =>
  left.number === right.number && left.version === right.version && left.state === right.state;

/** Contents are plain data, and the service and this page write their members in any order. */
export function isSame(left: unknown, right: unknown): boolean {
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) {
    return left === right;
  }
  const [names, others] = [Object.keys(left), Object.keys(right)];
  return (
    names.length === others.length &&
    names.every((name) => isSame(Reflect.get(left, name), Reflect.get(right, name)))
  );
}
