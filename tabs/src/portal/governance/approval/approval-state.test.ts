import { expect, it } from 'vitest';
import { AUDITOR, PROPOSAL, sampleConnection, sampleUnapproved } from '../testing/sample-connection.ts';
import { approvalState } from './approval-state.ts';

const now = new Date();
const stateOf = (...[overrides]: Parameters<typeof sampleConnection>) =>
  approvalState(sampleConnection(overrides), now).state;

it('is for the approver to decide, and for everybody else to wait for', () => {
  expect(stateOf({ open: PROPOSAL, allowed: ['view-configuration', 'decide'] })).toBe('deciding');
  expect(stateOf({ open: PROPOSAL, allowed: AUDITOR })).toBe('awaited');
});

it('is over when the time for deciding is, also before the service has said so', () => {
  const open = { ...PROPOSAL, expiresAt: now.toISOString() };
  expect(stateOf({ open, allowed: ['decide'] })).toBe('expired');
});

it('tells how the last proposal ended while nothing is asked', () => {
  const { history } = sampleConnection();
  expect(approvalState(sampleConnection(), now)).toEqual({ state: 'none', last: history[0] });
  expect(approvalState(sampleUnapproved(), now)).toMatchObject({ state: 'draft', last: null });
});
