import type { ConnectionDetail } from '@ehr-connector/shared/contract/configuration.ts';
import { useState } from 'react';
import { changedFields, formOf, merged, type SettingsField, type SettingsForm } from './settings-form.ts';

interface Writing {
  /** Of the settings that the form began from. */
  readonly version: number;
  readonly begun: SettingsForm;
  readonly form: SettingsForm;
}

const begin = (detail: ConnectionDetail): Writing => {
  const form = formOf(detail);
  return { version: detail.settingsVersion, begun: form, form };
};

/** Settings as they are written, and what somebody else saved meanwhile. */
export function useSettingsForm(detail: ConnectionDetail): {
  form: SettingsForm;
  version: number;
  isChanged: boolean;
  /** Fields that others saved since one began, while one has changes of one's own; null when nobody did. */
  overtaken: { readonly theirs: readonly SettingsField[]; readonly both: readonly SettingsField[] } | null;
  change: (part: Partial<SettingsForm>) => void;
  /** Puts one's own changes on top of what others saved. */
  keepMine: () => void;
  /** Begins anew from what is saved. */
  discard: () => void;
  /** What was written has been saved, and is now as `fresh` says. */
  saved: (fresh: ConnectionDetail) => void;
} {
  const [writing, setWriting] = useState(() => begin(detail));
  const isChanged = changedFields(writing.begun, writing.form).length > 0;
  const isOld = writing.version !== detail.settingsVersion;
  if (isOld && !isChanged) setWriting(begin(detail));
  const theirs = formOf(detail);
  const merge = merged(writing.begun, writing.form, theirs);
  return {
    form: writing.form,
    version: writing.version,
    isChanged,
    overtaken: isOld && isChanged ? { theirs: changedFields(writing.begun, theirs), both: merge.both } : null,
    change: (part) => setWriting((before) => ({ ...before, form: { ...before.form, ...part } })),
    keepMine: () => setWriting({ version: detail.settingsVersion, begun: theirs, form: merge.form }),
    discard: () => setWriting(begin(detail)),
    saved: (fresh) => setWriting(begin(fresh)),
  };
}
