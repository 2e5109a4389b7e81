import type { DraftContent } from '@ehr-connector/shared/contract/connection-settings.ts';

/**
 * What a promotion puts into the draft for production: all of what serves in testing, but for what belongs to one
 * environment. A production connection that is there keeps its own of that.
 */
export function promotedContent(testing: DraftContent, own: DraftContent | null): DraftContent {
  if (own === null) return { ...testing, clientId: '' };
  const writeback =
    testing.writeback.kind === 'epic' && own.writeback.kind === 'epic'
      ? { ...testing.writeback, url: own.writeback.url }
      : testing.writeback;
  return { ...testing, fhirBaseUrl: own.fhirBaseUrl, clientId: own.clientId, writeback };
}
