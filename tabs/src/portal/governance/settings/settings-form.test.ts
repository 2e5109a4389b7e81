import type { ConnectionSettings } from '@ehr-connector/shared/contract/connection-settings.ts';
import { describe, expect, it } from 'vitest';
import { changedFields, changeOf, formOf, merged, wrongFields } from './settings-form.ts';

const settings: ConnectionSettings = {
  opensBeforeMs: 3_600_000,
  closesAfterMs: 14_400_000,
  notifyBeforeMs: 1_800_000,
  connectedMeans: 'meeting',
  absentAfterMs: 60_000,
  endsAfterEmptyMs: 600_000,
  pageSilentAfterMs: 90_000,
  rearrivesAfterMs: 300_000,
  fallback: null,
  departments: [],
  helpContact: '',
};
const form = formOf({ name: 'Epic', settings });

describe('settings in a form', () => {
  it('are in minutes, and come back as they were', () => {
    expect(form).toMatchObject({ opensBeforeMs: '60', pageSilentAfterMs: '1.5' });
    expect(changeOf(form)).toEqual({ name: 'Epic', settings });
  });

  it('are refused with what is not a length of time up to a day, or without a name', () => {
    const wrong = {
      ...form,
      name: ' ',
      opensBeforeMs: '',
      closesAfterMs: '-1',
      notifyBeforeMs: '1441',
      pageSilentAfterMs: '0.4',
    };
    expect(wrongFields(wrong)).toEqual([
      'name',
      'opensBeforeMs',
      'closesAfterMs',
      'notifyBeforeMs',
      'pageSilentAfterMs',
    ]);
    expect(changeOf(wrong)).toBeNull();
  });
});

describe('when somebody else saved meanwhile', () => {
  it('keeps what each of the two changed', () => {
    const mine = { ...form, helpContact: 'Call 7', opensBeforeMs: '30' };
    const theirs = { ...form, name: 'Epic Main', opensBeforeMs: '45' };
    const { form: result, both } = merged(form, mine, theirs);
    expect(result).toEqual({ ...form, name: 'Epic Main', helpContact: 'Call 7', opensBeforeMs: '30' });
    expect(both).toEqual(['opensBeforeMs']);
  });

  it('finds no conflict where both changed to the same', () => {
    const mine = { ...form, name: 'Epic Main' };
    expect(merged(form, mine, mine).both).toEqual([]);
    expect(changedFields(form, mine)).toEqual(['name']);
  });
});
