import type { ConnectionSettings as SettingsView } from '@ehr-connector/shared/contract/connection-settings.ts';
import type { ConnectionSettings, Fallback } from '@ehr-connector/shared/domain/connections/connection.ts';

export const toSettingsView = (settings: ConnectionSettings): SettingsView => ({
  ...settings,
  departments: settings.departments.map((department) => ({ ...department })),
});

/** Whom settings name. */
export const accountsOfSettings = ({ fallback, departments }: ConnectionSettings): readonly string[] =>
  [fallback, ...departments.map((department) => department.fallback)].flatMap(personOf);

const personOf = (fallback: Fallback | null): readonly string[] =>
  fallback?.kind === 'person' ? [fallback.entraObjectId] : [];
