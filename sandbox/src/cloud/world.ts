import type { RequestHandler } from 'express';
import type { Directory } from './directory.ts';
import type { TokenIssuer } from './entra/tokens.ts';
import type { Faults } from './faults.ts';
import type { RefuseRequest } from './guard.ts';
import type { Cloud } from './model.ts';
import type { Registration } from './registration.ts';
import type { RequestLog } from './request-log.ts';
import type { CloudSettings } from './settings.ts';
import type { SigningKeys } from './signing-keys.ts';

/** Where the parts of the cloud are reached. */
export interface CloudUrls {
  readonly base: string;
  /** Entra's authority, without tenant. */
  readonly authority: string;
  readonly graph: string;
  /** The Bot Connector, with the closing slash of Teams' own service address. */
  readonly connector: string;
  readonly botOpenIdMetadata: string;
}

/** What the servers of the cloud share. */
export interface CloudWorld {
  readonly cloud: Cloud;
  readonly urls: CloudUrls;
  readonly directory: Directory;
  /** Tenants whose administrators have consented to the app. */
  readonly consentedTenants: readonly string[];
  readonly registration: () => Registration;
  readonly settings: () => CloudSettings;
  readonly entraKeys: SigningKeys;
  /** The keys that sign what the channel posts to bots. */
  readonly channelKeys: SigningKeys;
  readonly tokens: TokenIssuer;
  readonly faults: Faults;
  readonly requests: RequestLog;
  readonly guard: (target: string, refuse: RefuseRequest) => RequestHandler;
}
