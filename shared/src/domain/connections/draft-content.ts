import { DomainError } from '../kernel/domain-error.ts';
import { type EhrKind, withoutTrailingSlash } from './connection.ts';
import type { ConfiguredConnection, RevisionContent } from './revision.ts';

/** What people write of a revision; the EHR's authority is found by the service itself. */
export type DraftContent = Omit<RevisionContent, 'authority'>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * The content of a draft after a change: in one form, and with the authority that was found for its very address.
 *
 * @param base what the draft held before, or began from.
 * @throws {DomainError} `request-invalid` naming what cannot be.
 */
export function changedContent(
  draft: DraftContent,
  base: RevisionContent,
  connection: Pick<ConfiguredConnection, 'ehr' | 'sharedFrom'>,
  ownTenantId: string,
): RevisionContent {
  const fhirBaseUrl = withoutTrailingSlash(unmistakable(draft.fhirBaseUrl.trim()));
  const content: RevisionContent = {
    fhirBaseUrl,
    clientId: draft.clientId.trim(),
    authority: fhirBaseUrl === base.fhirBaseUrl ? base.authority : null,
    signingAlgorithm: draft.signingAlgorithm,
    sessionKeySource: draft.sessionKeySource,
    approver: draft.approver?.toLowerCase() ?? null,
    organizers: [...new Set(draft.organizers.map((id) => id.toLowerCase()))],
    writeback: draft.writeback,
    onlyDepartments: draft.onlyDepartments === null ? null : [...new Set(draft.onlyDepartments)],
    shares: draft.shares.map(({ tenantId, departments }) => ({
      tenantId: tenantId.toLowerCase(),
      departments: [...new Set(departments)],
    })),
  };
  const wrong = whatIsWrong(content, connection, ownTenantId) ?? whatIsForeign(content, base, connection.ehr);
  if (wrong !== null) throw new DomainError('request-invalid', wrong);
  return content;
}

function whatIsWrong(
  { approver, organizers, writeback, onlyDepartments, shares }: RevisionContent,
  { sharedFrom }: Pick<ConfiguredConnection, 'sharedFrom'>,
  ownTenantId: string,
): string | null {
  if (approver !== null && !UUID.test(approver)) return 'the approver is not an account';
  if (!organizers.every((id) => UUID.test(id))) return 'an organiser is not an account';
  if (writeback.kind === 'epic' && !isAscii(writeback.url))
    return 'the address of the writeback is not ASCII';
  if (onlyDepartments !== null && !areDepartments(onlyDepartments)) return 'a department has no id';
  if (sharedFrom !== null && shares.length > 0) return 'what another organisation shares is not shared on';
  const tenants = shares.map(({ tenantId }) => tenantId);
  if (new Set(tenants).size < tenants.length) return 'an organisation is named twice';
  if (tenants.includes(ownTenantId.toLowerCase())) return 'an organisation does not share with itself';
  for (const { tenantId, departments } of shares) {
    if (!UUID.test(tenantId)) return 'an organisation is named by its tenant id';
    if (!areDepartments(departments)) return 'each organisation has departments of its own';
  }
  return null;
}

/** What of a content only Epic has, where the EHR is another: no launch there could be told from another. */
export function foreignParts(
  { sessionKeySource, writeback }: Pick<RevisionContent, 'sessionKeySource' | 'writeback'>,
  ehr: EhrKind,
): readonly ('sessionKeySource' | 'writeback')[] {
  if (ehr === 'epic') return [];
  return [
    ...(sessionKeySource === 'epic-session-id' ? (['sessionKeySource'] as const) : []),
    ...(writeback.kind === 'epic' ? (['writeback'] as const) : []),
  ];
}

/** What the draft began with is not refused, so that it can be mended; it cannot be proposed either. */
function whatIsForeign(content: RevisionContent, base: RevisionContent, ehr: EhrKind): string | null {
  const before = foreignParts(base, ehr);
  const [added] = foreignParts(content, ehr).filter((part) => !before.includes(part));
  return added === undefined ? null : `only Epic has this ${added}`;
}

/** Whoever approves reads the host that is called, not letters that look like another's: UTS 46 spells those `xn--…`. */
export const unmistakable = (url: string): string =>
  isAscii(url) || !URL.canParse(url) ? url : new URL(url).href;

const isAscii = (text: string): boolean => /^[\x20-\x7e]*$/.test(text);

const areDepartments = (ids: readonly string[]): boolean =>
  ids.length > 0 && ids.every((id) => id.trim() !== '');

/** A secret goes to no other host than it was entered for. */
export function isSameAddressee(before: RevisionContent, after: RevisionContent): boolean {
  return (
    originOf(before.fhirBaseUrl) === originOf(after.fhirBaseUrl) &&
    originOf(writebackUrl(before)) === originOf(writebackUrl(after))
  );
}

const writebackUrl = ({ writeback }: RevisionContent): string =>
  writeback.kind === 'epic' ? writeback.url : '';
const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : url);
