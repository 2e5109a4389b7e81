import { SAMPLE_OIDS } from './sample-people.ts';

/** What an administrator, or Microsoft, has set for the tenant; changed while the cloud runs. */
export interface CloudSettings {
  /** Meetings an organiser may create in a calendar month. */
  monthlyMeetingCap: number;
  /** Whether the Bot Connector answers 429 beyond Teams' limits per conversation. */
  enforceBotLimits: boolean;
  /** PATCH answers 200 and leaves the lobby as it was, as when a tenant's meeting policy prevails. */
  lobbyPolicyPrevails: boolean;
  /** The scope of the lobby where a meeting says nothing. */
  defaultLobbyScope: string;
  /**
   * People on whose behalf the application access policy lets the app hold no meetings. At the start, of the sample
   * people, all but the two organisers.
   */
  organizersWithoutPolicy: string[];
  /** Graph permissions whose admin consent has been withdrawn. */
  withdrawnPermissions: string[];
}

/** `Grant-CsApplicationAccessPolicy` was run for these. */
const POLICY_GRANTED_TO: readonly string[] = [SAMPLE_OIDS.organizer, SAMPLE_OIDS.secondOrganizer];

export function defaultSettings(): CloudSettings {
  return {
    monthlyMeetingCap: 2000,
    enforceBotLimits: true,
    lobbyPolicyPrevails: false,
    defaultLobbyScope: 'organization',
    organizersWithoutPolicy: Object.values(SAMPLE_OIDS).filter((oid) => !POLICY_GRANTED_TO.includes(oid)),
    withdrawnPermissions: [],
  };
}

/** The part of an unknown value that changes settings; every other member is refused. */
export function settingsChange(value: unknown): Partial<CloudSettings> {
  if (typeof value !== 'object' || value === null) throw new TypeError('Settings are a JSON object.');
  const shape: Record<string, unknown> = { ...defaultSettings() };
  for (const [name, given] of Object.entries(value)) {
    const expected = shape[name];
    if (expected === undefined) throw new TypeError(`There is no setting '${name}'.`);
    if (typeof given !== typeof expected || Array.isArray(given) !== Array.isArray(expected)) {
      throw new TypeError(`Setting '${name}' is of another type.`);
    }
  }
  return value;
}
