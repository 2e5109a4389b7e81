import { ConnectionDetail, type Revision } from '@ehr-connector/shared/contract/configuration.ts';
import type { DraftContent } from '@ehr-connector/shared/contract/connection-settings.ts';
import { useRef, useState } from 'react';
import { failureOf } from '../../session/api.ts';
import type { Failure } from '../../session/failure.ts';
import { useSession } from '../../session/session-context.ts';
import {
  afterSave,
  type DraftForm,
  formOf,
  inStep,
  isUnsaved,
  mineOntoTheirs,
  problemsOf,
  savable,
  withTheirs,
} from './draft-form.ts';

export type Saving =
  | { readonly state: 'idle' | 'saving' }
  | { readonly state: 'failed'; readonly failure: Failure };

export interface Saved {
  readonly draft: Revision;
  /** Paths of what was typed and is not in it. */
  readonly problems: readonly string[];
}

/** The draft that is being written here. */
export interface Draft {
  readonly form: DraftForm;
  readonly isUnsaved: boolean;
  readonly saving: Saving;
  /** Paths of what cannot be saved, once that was tried. */
  readonly problems: readonly string[];
  /** All that can be saved is; only the problems are not. */
  readonly isRestSaved: boolean;
  readonly edit: (change: Partial<DraftContent>) => void;
  readonly editNote: (note: string) => void;
  /** Saves everything that was typed, but for what cannot be saved as it stands. @returns null when it was not saved. */
  readonly save: () => Promise<Saved | null>;
  readonly takeTheirs: () => void;
  readonly putMineAgain: () => void;
}

/** The codes that say: things are not as this page shows them. */
const STALE = new Set(['revision-changed', 'revision-not-open', 'revision-already-open']);

const draftIn = ({ open }: ConnectionDetail): Revision | null => (open?.state === 'draft' ? open : null);

/** @param draft the open draft when the form begins. */
export function useDraft(props: {
  draft: Revision;
  detail: ConnectionDetail;
  changed: (detail: ConnectionDetail) => void;
}): Draft {
  const { api } = useSession();
  const { detail, changed } = props;
  const [form, setForm] = useState(() => formOf(props.draft));
  const [saving, setSaving] = useState<Saving>({ state: 'idle' });
  const [isTried, setTried] = useState(false);
  const [known, setKnown] = useState(detail);
  if (known !== detail) {
    setKnown(detail);
    setForm((before) => inStep(before, draftIn(detail)));
  }
  const latest = useRef(form);
  latest.current = form;
  const running = useRef<Promise<Saved | null> | null>(null);
  const path = `/api/connections/${encodeURIComponent(detail.id)}`;

  const put = async (isAgain = false): Promise<Saved | null> => {
    const typed = latest.current;
    if (typed.conflict) return null;
    const problems = problemsOf(typed.content);
    if (problems.length > 0) setTried(true);
    const sent = { base: typed.base, content: savable(typed), note: typed.note };
    if (!isUnsaved(sent)) return { draft: typed.base, problems };
    setSaving({ state: 'saving' });
    try {
      const body = { version: sent.base.version, content: sent.content, note: sent.note };
      const fresh = await api.change('PUT', `${path}/draft`, body, ConnectionDetail);
      const saved = draftIn(fresh);
      setKnown(fresh);
      const whole = problems.length === 0 ? typed : null;
      const afterwards = (now: DraftForm) => (saved ? afterSave(now, whole, saved) : inStep(now, null));
      latest.current = afterwards(latest.current);
      setForm(afterwards);
      changed(fresh);
      setSaving({ state: 'idle' });
      return saved && { draft: saved, problems };
    } catch (error) {
      const failure = failureOf(error);
      if (failure.code !== null && STALE.has(failure.code) && !isAgain) return await catchUp();
      setSaving({ state: 'failed', failure });
      return null;
    }
  };

  /** Somebody was faster: what the draft is now, and whether what was typed can be saved onto it as it is. */
  const catchUp = async (): Promise<Saved | null> => {
    try {
      const fresh = await api.get(path, ConnectionDetail);
      const next = inStep(latest.current, draftIn(fresh));
      latest.current = next;
      setKnown(fresh);
      setForm(next);
      changed(fresh);
      setSaving({ state: 'idle' });
      // Without a conflict only the version was old.
      return next.conflict ? null : await put(true);
    } catch (error) {
      setSaving({ state: 'failed', failure: failureOf(error) });
      return null;
    }
  };

  const save = async (): Promise<Saved | null> => {
    // What is under way saves what stood here when it began, and more may have been typed since.
    if (running.current && (await running.current) === null) return null;
    running.current ??= put().finally(() => {
      running.current = null;
    });
    return running.current;
  };

  const change = (next: (before: DraftForm) => DraftForm) => {
    setForm(next);
    setSaving((before) => (before.state === 'saving' ? before : { state: 'idle' }));
  };

  return {
    form,
    isUnsaved: isUnsaved(form),
    saving,
    problems: isTried ? problemsOf(form.content) : [],
    isRestSaved: !isUnsaved({ ...form, content: savable(form) }),
    edit: (content) => change((before) => ({ ...before, content: { ...before.content, ...content } })),
    editNote: (note) => change((before) => ({ ...before, note })),
    save,
    takeTheirs: () =>
      change((before) => (before.conflict?.theirs ? withTheirs(before, before.conflict.theirs) : before)),
    putMineAgain: () =>
      change((before) => (before.conflict?.theirs ? mineOntoTheirs(before, before.conflict.theirs) : before)),
  };
}
