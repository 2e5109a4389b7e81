import type { Person, Tenant } from './model.ts';

/** A person together with the tenant the person belongs to. */
export interface Account {
  readonly tenant: Tenant;
  readonly person: Person;
}

/** All tenants of the pretend cloud; Entra knows more than the hospital's. */
export interface Directory {
  readonly tenants: readonly Tenant[];
  /** The tenants an authority path may sign in to: one for an id or domain, all for the aliases, else none. */
  reachableBy(tenantSegment: string): readonly Tenant[];
  account(oid: string): Account | null;
  accountByName(userPrincipalName: string): Account | null;
}

const ALIASES = new Set(['organizations', 'common']);

export function createDirectory(tenants: readonly Tenant[]): Directory {
  const accounts = tenants.flatMap((tenant) => tenant.people.map((person) => ({ tenant, person })));
  return {
    tenants,
    reachableBy(segment) {
      if (ALIASES.has(segment)) return tenants;
      return tenants.filter(({ tenantId, domain }) => tenantId === segment || domain === segment);
    },
    account: (oid) => accounts.find(({ person }) => person.oid === oid) ?? null,
    accountByName: (name) =>
      accounts.find(({ person }) => person.userPrincipalName.toLowerCase() === name.trim().toLowerCase()) ??
      null,
  };
}
