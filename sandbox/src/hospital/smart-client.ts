import type { FaceName } from './face.ts';

/** The connector as one face has it registered. */
export interface SmartClient {
  readonly clientId: string;
  /** `http://127.0.0.1:3978/launch/<connection>`; launches go to `/provider`, `/patient` and `/device-test` below it. */
  readonly launchBase: string;
  /** Compared exactly. */
  readonly redirectUri: string;
  readonly jwksUri: string;
}

export type SmartClients = Readonly<Record<FaceName, SmartClient>>;

/** Which connector is registered now. It may be registered late, and again when its address changes. */
export interface ClientRegistry {
  register(clients: Partial<SmartClients>): void;
  of(face: FaceName): SmartClient | null;
}

export function createClientRegistry(clients: Partial<SmartClients> = {}): ClientRegistry {
  const registered = new Map<FaceName, SmartClient>();
  const register = (added: Partial<SmartClients>): void => {
    if (added.epic) registered.set('epic', added.epic);
    if (added.plain) registered.set('plain', added.plain);
  };
  register(clients);
  return { register, of: (face) => registered.get(face) ?? null };
}
