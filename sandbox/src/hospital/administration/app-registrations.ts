import { randomUUID } from 'node:crypto';
import type { PracticeFace } from '../face.ts';
import { type AddressProblems, type AppAddresses, addressProblems } from './app-addresses.ts';

/** An app as one environment of the EHR knows it. */
export interface AppRegistration extends AppAddresses {
  /** Issued at once, and good for nothing until {@link AppRegistration.activeFrom}. */
  readonly clientId: string;
  readonly registeredAt: Date;
  /** When the environment has been told of it. In Epic this takes up to 12 hours; here as long as it was set to. */
  readonly activeFrom: Date;
}

/** Addresses that the EHR's portal does not take. */
export class AddressError extends Error {
  override readonly name = 'AddressError';
  readonly problems: AddressProblems;

  constructor(problems: AddressProblems) {
    super(Object.entries(problems).flat().join(' '));
    this.problems = problems;
  }
}

/** The apps registered by hand: at most one for each environment. */
export interface AppRegistrations {
  of(face: PracticeFace): AppRegistration | null;
  isActive(app: AppRegistration): boolean;
  /** Registers an app under a new client id, in place of the one before. @throws {AddressError} */
  register(face: PracticeFace, addresses: AppAddresses): AppRegistration;
  /** Changes addresses of the registered app, which keeps its client id. @throws {AddressError} */
  change(face: PracticeFace, addresses: AppAddresses): void;
  /** Does not wait any longer. Nothing happens when nothing waits. */
  activate(face: PracticeFace): void;
  remove(face: PracticeFace): void;
  clear(): void;
}

export function createAppRegistrations(deps: {
  readonly now: () => Date;
  readonly activationDelayMs: number;
}): AppRegistrations {
  const { now, activationDelayMs } = deps;
  const apps = new Map<PracticeFace, AppRegistration>();
  const isActive = (app: AppRegistration): boolean => app.activeFrom <= now();
  return {
    of: (face) => apps.get(face) ?? null,
    isActive,
    register: (face, addresses) => {
      const registeredAt = now();
      const app: AppRegistration = {
        ...checked(addresses),
        clientId: randomUUID(),
        registeredAt,
        activeFrom: new Date(registeredAt.getTime() + activationDelayMs),
      };
      apps.set(face, app);
      return app;
    },
    change: (face, addresses) => {
      const app = apps.get(face);
      if (app) apps.set(face, { ...app, ...checked(addresses) });
    },
    activate: (face) => {
      const app = apps.get(face);
      if (app && !isActive(app)) apps.set(face, { ...app, activeFrom: now() });
    },
    remove: (face) => apps.delete(face),
    clear: () => apps.clear(),
  };
}

function checked(addresses: AppAddresses): AppAddresses {
  const problems = addressProblems(addresses);
  if (Object.keys(problems).length > 0) throw new AddressError(problems);
  return addresses;
}
