import type { Pasted, PastedFindings } from '@ehr-connector/shared/contract/configuration.ts';
import { type PastedCode, pastedCodeOf } from './pasted-codes.ts';

type Finding = PastedFindings['findings'][number];

/** All that was found about one part, or about one token of it. */
export interface FindingGroup {
  readonly key: string;
  readonly part: Finding['part'];
  readonly token: string | null;
  readonly isRight: boolean;
  readonly codes: readonly { readonly code: PastedCode; readonly found: string | null }[];
  readonly expected: string | null;
  /** What was pasted for it, for showing what differs; null when it cannot be told, or is better not shown. */
  readonly found: string | null;
}

/** Findings by what they are about, in the order they came in. */
export function findingGroups(findings: readonly Finding[], pasted: Pasted): readonly FindingGroup[] {
  const groups = Map.groupBy(findings, ({ part, token }) => `${part} ${token ?? ''}`);
  return [...groups].map(([key, all]) => {
    const { part, token } = all[0] as Finding;
    return {
      key,
      part,
      token,
      isRight: all.every(({ code }) => code === 'same'),
      codes: all.map(({ code, found }) => ({ code: pastedCodeOf(code), found })),
      expected: all.find(({ expected }) => expected !== null)?.expected ?? null,
      found: pastedText(part, token, pasted),
    };
  });
}

export function isAllRight(groups: readonly FindingGroup[]): boolean {
  return groups.every(({ isRight }) => isRight);
}

/** A launch that took place may carry a launch token: of its address, nothing is shown again. */
function pastedText(part: Finding['part'], token: string | null, pasted: Pasted): string | null {
  if (pasted.kind === 'launch-url') return null;
  switch (part) {
    case 'meeting-url':
      return pasted.meetingUrl;
    case 'client-id':
      return pasted.clientId;
    case 'context-token':
      return token === null ? pasted.contextToken : tokenOf(pasted.contextToken, token);
    case 'launch-url':
      return null;
  }
}

function tokenOf(contextToken: string, name: string): string | null {
  const found = contextToken.split(/&amp;|[&＆]|%26/i).find(
    (token) =>
      token
        .split('=')[0]
        ?.replaceAll(/[^A-Za-z]/g, '')
        .toLowerCase() === name.toLowerCase(),
  );
  return found ?? null;
}
