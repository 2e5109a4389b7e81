import type { Changes } from '../../changes.ts';

export interface ConfigurationChange {
  readonly organizationId: string;
  /** `null` for what is of no connection yet: an invitation to share one. */
  readonly connectionId: string | null;
}

/** Hears of connections that changed. */
export type ConfigurationChanges = Changes<ConfigurationChange>;

/** The payload that the database notifies with: `organisation:connection`. */
export function parseConfigurationChange(payload: string): ConfigurationChange | null {
  const [organizationId, connectionId, ...rest] = payload.split(':');
  if (!organizationId || connectionId === undefined || rest.length > 0) return null;
  return { organizationId, connectionId: connectionId === '' ? null : connectionId };
}
