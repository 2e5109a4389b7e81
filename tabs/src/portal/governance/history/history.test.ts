import type { Revision } from '@ehr-connector/shared/contract/configuration.ts';
import type { DraftContent } from '@ehr-connector/shared/contract/connection-settings.ts';
import { expect, it } from 'vitest';
import { previousApproved } from './previous-approved.ts';
import { promotedContent } from './promoted-content.ts';

const content: DraftContent = {
  fhirBaseUrl: 'https://test.example/r4',
  clientId: 'of-testing',
  signingAlgorithm: 'ES384',
  sessionKeySource: 'epic-session-id',
  approver: null,
  organizers: [],
  writeback: { kind: 'none' },
  onlyDepartments: null,
  shares: [],
};

it('compares a revision with the approved one before it, not with drafts that came to nothing', () => {
  const history = [4, 3, 2, 1].map(
    (number) => ({ number, state: number === 3 ? 'rejected' : 'approved' }) as Revision,
  );
  const [fourth, , , first] = history;
  if (!fourth || !first) throw new Error('There are four');
  expect(previousApproved(history, fourth)?.number).toBe(2);
  expect(previousApproved(history, first)).toBeNull();
});

it('promotes without the client of testing, and keeps what is of production already', () => {
  expect(promotedContent(content, null)).toEqual({ ...content, clientId: '' });
  const own = { ...content, fhirBaseUrl: 'https://ehr.example/r4', clientId: 'of-production' };
  expect(promotedContent({ ...content, signingAlgorithm: 'RS384' }, own)).toEqual({
    ...own,
    signingAlgorithm: 'RS384',
  });
});
