import type { Pasted } from '@ehr-connector/shared/contract/configuration.ts';
import { expect, it } from 'vitest';
import { findingGroups, isAllRight } from './finding-groups.ts';

const pasted: Pasted = {
  kind: 'record',
  record: 'provider',
  form: 'single',
  meetingUrl: 'https://visits.example/launch/1/provider',
  clientId: 'abc',
  contextToken: 'SessionID=%CSN%& departmentId=%X%',
};
const finding = { token: null, expected: null, found: null };

it('puts together what is about the same token, beside what was pasted for it', () => {
  const groups = findingGroups(
    [
      { ...finding, part: 'client-id', code: 'same', expected: 'abc' },
      {
        ...finding,
        part: 'context-token',
        token: 'sessionId',
        code: 'wrong-case',
        expected: 'sessionId=%CSN%',
      },
      {
        ...finding,
        part: 'context-token',
        token: 'sessionId',
        code: 'stray-space',
        expected: 'sessionId=%CSN%',
      },
      { ...finding, part: 'context-token', token: 'departmentId', code: 'department-token-changed' },
    ],
    pasted,
  );
  expect(groups.map(({ codes, found }) => [codes.map(({ code }) => code), found])).toEqual([
    [['same'], 'abc'],
    [['wrong-case', 'stray-space'], 'SessionID=%CSN%'],
    [['department-token-changed'], ' departmentId=%X%'],
  ]);
  expect(groups.map(({ isRight }) => isRight)).toEqual([true, false, false]);
  expect(isAllRight(groups)).toBe(false);
});

it('shows nothing of the address of a launch again', () => {
  const [group] = findingGroups([{ ...finding, part: 'launch-url', token: 'launch', code: 'stray-space' }], {
    kind: 'launch-url',
    url: 'https://visits.example/launch/1/provider?launch=secret%20',
  });
  expect(group?.found).toBeNull();
});

it('takes a code it does not know for a difference', () => {
  const [group] = findingGroups([{ ...finding, part: 'client-id', code: 'of-tomorrow' }], pasted);
  expect(group).toMatchObject({ isRight: false, codes: [{ code: 'different' }] });
});
