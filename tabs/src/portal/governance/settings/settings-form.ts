import type { ConnectionDetail } from '@ehr-connector/shared/contract/configuration.ts';
import type { ConnectionSettings } from '@ehr-connector/shared/contract/connection-settings.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;

/** Lengths of time, in the order they are asked for; minutes in the form, milliseconds in the contract. */
export const DURATIONS = [
  'opensBeforeMs',
  'closesAfterMs',
  'notifyBeforeMs',
  'absentAfterMs',
  'rearrivesAfterMs',
  'endsAfterEmptyMs',
  'pageSilentAfterMs',
] as const satisfies readonly (keyof ConnectionSettings)[];
export type Duration = (typeof DURATIONS)[number];

/** A page that was silent for less than this may only have been in the background. */
const LEAST_MINUTES: Partial<Record<Duration, number>> = { pageSilentAfterMs: 0.5 };

/** Settings while they are written: minutes as typed. */
export type SettingsForm = Omit<ConnectionSettings, Duration> & { name: string } & Record<Duration, string>;
export type SettingsField = keyof SettingsForm;

export function formOf({ name, settings }: Pick<ConnectionDetail, 'name' | 'settings'>): SettingsForm {
  const minutes = Object.fromEntries(DURATIONS.map((key) => [key, String(settings[key] / MINUTE_MS)]));
  return { ...settings, name, ...(minutes as Record<Duration, string>) };
}

/** @returns null when a field is not as it must be. */
export function changeOf(form: SettingsForm): { name: string; settings: ConnectionSettings } | null {
  if (wrongFields(form).length > 0) return null;
  const { name, ...rest } = form;
  const lengths = Object.fromEntries(
    DURATIONS.map((key) => [key, Math.round(Number(form[key]) * MINUTE_MS)]),
  );
  return { name: name.trim(), settings: { ...rest, ...(lengths as Record<Duration, number>) } };
}

export function wrongFields(form: SettingsForm): readonly SettingsField[] {
  const wrong = DURATIONS.filter((key) => {
    const minutes = Number(form[key]);
    return form[key].trim() === '' || !(minutes >= leastMinutes(key) && minutes <= DAY_MINUTES);
  });
  return form.name.trim() === '' ? ['name', ...wrong] : wrong;
}

export const leastMinutes = (key: Duration): number => LEAST_MINUTES[key] ?? 0;
export const MOST_MINUTES = DAY_MINUTES;

const isSame = (left: unknown, right: unknown) => JSON.stringify(left) === JSON.stringify(right);
const FIELDS = ['name', ...DURATIONS, 'connectedMeans', 'helpContact', 'fallback', 'departments'] as const;

export function changedFields(before: SettingsForm, after: SettingsForm): readonly SettingsField[] {
  return FIELDS.filter((field) => !isSame(before[field], after[field]));
}

/**
 * What somebody else saved meanwhile, with one's own changes on top.
 *
 * @returns `form`, and the fields that both changed, to different values.
 */
export function merged(
  begun: SettingsForm,
  mine: SettingsForm,
  theirs: SettingsForm,
): { readonly form: SettingsForm; readonly both: readonly SettingsField[] } {
  const own = changedFields(begun, mine);
  const form = Object.fromEntries(
    FIELDS.map((field) => [field, own.includes(field) ? mine[field] : theirs[field]]),
  );
  const both = own.filter(
    (field) => !isSame(theirs[field], begun[field]) && !isSame(theirs[field], mine[field]),
  );
  return { form: form as unknown as SettingsForm, both };
}
