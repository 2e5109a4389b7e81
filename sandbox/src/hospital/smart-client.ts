import type { AppRegistrations } from './administration/app-registrations.ts';
import { type ConnectedFace, type FaceName, isPracticeFace } from './face.ts';

/** The connector as one face has it registered from the start. */
export interface SmartClient {
  readonly clientId: string;
  /** `http://127.0.0.1:3978/launch/<connection>`; launches go to `/provider`, `/patient` and `/device-test` below it. */
  readonly launchBase: string;
  /** Compared exactly. */
  readonly redirectUri: string;
  readonly jwksUri: string;
}

export type SmartClients = Readonly<Record<ConnectedFace, SmartClient>>;

/** Which connectors are registered now. One may be registered late, and again when its address changes. */
export interface ClientRegistry {
  register(clients: Partial<SmartClients>): void;
  of(face: ConnectedFace): SmartClient | null;
  /** The client a face would let in under this id; `null` for an unknown one, and for one that is not active yet. */
  find(face: FaceName, clientId: string): Omit<SmartClient, 'launchBase'> | null;
}

export function createClientRegistry(
  apps: AppRegistrations,
  clients: Partial<SmartClients> = {},
): ClientRegistry {
  const registered = new Map<ConnectedFace, SmartClient>();
  const register = (added: Partial<SmartClients>): void => {
    if (added.epic) registered.set('epic', added.epic);
    if (added.plain) registered.set('plain', added.plain);
  };
  register(clients);
  return {
    register,
    of: (face) => registered.get(face) ?? null,
    find: (face, clientId) => {
      if (!isPracticeFace(face)) {
        const client = registered.get(face);
        return client?.clientId === clientId ? client : null;
      }
      const app = apps.of(face);
      return app?.clientId === clientId && apps.isActive(app) ? app : null;
    },
  };
}
