import type { Person } from '@ehr-connector/shared/contract/people.ts';
import { createContext, useContext } from 'react';

const KnownPeopleContext = createContext<Readonly<Record<string, Person>>>({});

export const KnownPeopleProvider = KnownPeopleContext.Provider;

/** Whom the page's connection names, by object id. */
export function useKnownPeople(): Readonly<Record<string, Person>> {
  return useContext(KnownPeopleContext);
}
