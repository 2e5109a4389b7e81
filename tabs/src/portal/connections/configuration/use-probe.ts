import type { CheckResult } from '@ehr-connector/shared/contract/checks.ts';
import type { Revision } from '@ehr-connector/shared/contract/configuration.ts';
import type { DraftContent } from '@ehr-connector/shared/contract/connection-settings.ts';
import { useState } from 'react';
import { type Checks, useChecks } from '../checks/use-checks.ts';
import { isSame } from './draft-form.ts';

/** The probe of what is being written here. */
export interface Probe {
  /** `idle` when what was found is kept with the draft: from then on that is what counts. */
  readonly checks: Checks;
  readonly run: () => Promise<readonly CheckResult[]>;
  /** What is kept with the draft is of something else than what stands in the form. */
  readonly isOutdated: boolean;
}

export function useProbe(connectionId: string, revision: Revision, typed: DraftContent): Probe {
  const { checks, run } = useChecks(`/api/connections/${encodeURIComponent(connectionId)}/probe`);
  const [keptBefore, setKeptBefore] = useState<string | null>(null);
  const { probe } = revision;
  const isKept = checks.state === 'done' && probe !== null && probe.at !== keptBefore;
  return {
    checks: isKept ? { state: 'idle' } : checks,
    run: () => {
      setKeptBefore(probe?.at ?? null);
      return run();
    },
    isOutdated: isOutdated(revision, typed),
  };
}

/** @param typed what may not be saved yet, but can be. */
const isOutdated = ({ probe, content }: Revision, typed: DraftContent): boolean =>
  probe !== null && (probe.isOutdated || probe.lookedAt.some((part) => !isSame(content[part], typed[part])));
