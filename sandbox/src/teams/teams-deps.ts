import type { Server } from 'node:http';
import type { Express } from 'express';
import type { Cloud } from '../cloud/model.ts';
import type { TeamsServices } from '../cloud/teams-services.ts';

/** The app whose tab and bot this Teams shows. */
export interface TeamsTab {
  readonly appId: string;
  readonly entityId: string;
  readonly contentUrl: string;
  readonly name: string;
}

/** Everything the Teams pages stand on. */
export interface TeamsPagesDeps {
  readonly app: Express;
  readonly server: Server;
  readonly cloud: Cloud;
  readonly bot: TeamsServices['bot'];
  readonly signIn: TeamsServices['signIn'];
  /** Asked at each request, since the service that serves the tab starts after the cloud; null until then. */
  readonly tab: () => TeamsTab | null;
  /** How long a participant whose connection broke stays in the meeting; 5 000 unless told. */
  readonly graceMs?: number;
}
