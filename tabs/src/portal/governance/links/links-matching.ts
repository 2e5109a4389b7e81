import type { ClinicianLinks } from '@ehr-connector/shared/contract/clinician-links.ts';

type Link = ClinicianLinks['links'][number];

/** Links of which the EHR user, the name or the user name contains every word of the search. */
export function linksMatching(links: readonly Link[], search: string): readonly Link[] {
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return links.filter(({ ehrUser, person }) => {
    const text = [ehrUser, person?.displayName, person?.username].join(' ').toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
}
