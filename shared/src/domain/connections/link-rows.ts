import type { DirectoryPerson } from '../staff/people.ts';
import type { ClinicianLink } from '../staff/staff.ts';

/** A row of a file of links. */
export interface LinkRow {
  /** Where it stands in the file. */
  readonly line: number;
  readonly ehrUser: string;
  readonly username: string;
  /** Not what a row has to look like; nothing else of it counts. */
  readonly isMalformed: boolean;
}

export interface PreviewedLink extends LinkRow {
  readonly person: DirectoryPerson | null;
  /**
   * - `new`, `there`: would be made, or is linked so already.
   * - `ehr-user-taken`, `person-taken`: linked to somebody else.
   * - `twice`: the file itself names the EHR user or the person before.
   */
  readonly state:
    | 'new'
    | 'there'
    | 'malformed'
    | 'person-unknown'
    | 'ehr-user-taken'
    | 'person-taken'
    | 'twice';
}

/** What becomes of each row; only `new` and `there` are right. */
export function checkedRows(
  rows: readonly LinkRow[],
  personOf: (username: string) => DirectoryPerson | null,
  links: readonly ClinicianLink[],
): readonly PreviewedLink[] {
  const accountOf = new Map(links.map(({ ehrUser, entraObjectId }) => [ehrUser, entraObjectId]));
  const ehrUserOf = new Map(links.map(({ ehrUser, entraObjectId }) => [entraObjectId, ehrUser]));
  const seen = new Set<string>();
  const seesAgain = (name: string) => seen.size === seen.add(name).size;

  function stateOf(
    { ehrUser, isMalformed }: LinkRow,
    person: DirectoryPerson | null,
  ): PreviewedLink['state'] {
    if (isMalformed) return 'malformed';
    if (person === null) return 'person-unknown';
    const { entraObjectId } = person;
    const isEhrUserAgain = seesAgain(`ehr user ${ehrUser}`);
    const isPersonAgain = seesAgain(`person ${entraObjectId}`);
    if (isEhrUserAgain || isPersonAgain) return 'twice';
    if (accountOf.get(ehrUser) === entraObjectId) return 'there';
    if (accountOf.has(ehrUser)) return 'ehr-user-taken';
    return ehrUserOf.has(entraObjectId) ? 'person-taken' : 'new';
  }

  return rows.map((row) => {
    const person = row.isMalformed ? null : personOf(row.username);
    return { ...row, person, state: stateOf(row, person) };
  });
}
