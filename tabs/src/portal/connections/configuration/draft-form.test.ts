import { describe, expect, it } from 'vitest';
import { sampleContent, sampleRevision } from '../../testing/sample-connections.ts';
import {
  afterSave,
  type DraftForm,
  formOf,
  inStep,
  isUnsaved,
  mineOntoTheirs,
  problemsOf,
  savable,
  withTheirs,
} from './draft-form.ts';

const base = sampleRevision({ version: 1 });
const typed = (change: Partial<DraftForm['content']>): DraftForm => ({
  ...formOf(base),
  content: { ...base.content, ...change },
});
const newer = (change: Partial<typeof base> = {}) => ({ ...base, version: 2, ...change });

describe('whether something is unsaved', () => {
  it('is told by what is written, not by how', () => {
    expect(isUnsaved(formOf(base))).toBe(false);
    expect(isUnsaved(typed({ clientId: 'x' }))).toBe(true);
    const { fhirBaseUrl, ...rest } = structuredClone(base.content);
    expect(isUnsaved({ ...formOf(base), content: { ...rest, fhirBaseUrl } })).toBe(false);
    expect(isUnsaved({ ...formOf(base), note: 'why' })).toBe(true);
  });
});

describe('what the service says meanwhile', () => {
  it('is taken over where nothing was typed', () => {
    const theirs = newer({ content: sampleContent({ clientId: 'theirs' }) });
    expect(inStep(formOf(base), theirs)).toMatchObject({ content: { clientId: 'theirs' }, conflict: null });
  });

  it('keeps what was typed when only the version or the probe is newer', () => {
    const form = inStep(
      typed({ clientId: 'mine' }),
      newer({ registration: { state: 'active', since: base.createdAt } }),
    );
    expect(form).toMatchObject({ content: { clientId: 'mine' }, base: { version: 2 }, conflict: null });
  });

  it('is a conflict when somebody else changed the content, and nothing is lost', () => {
    const theirs = newer({ content: sampleContent({ clientId: 'theirs' }) });
    const form = inStep(typed({ clientId: 'mine' }), theirs);
    expect(form.content.clientId).toBe('mine');
    expect(form.conflict).toEqual({ theirs });
    expect(form.base.version).toBe(1);
  });

  it('is a conflict without a way to save when it is no draft any more', () => {
    expect(inStep(typed({ clientId: 'mine' }), null).conflict).toEqual({ theirs: null });
  });
});

describe('out of a conflict', () => {
  const theirs = newer({
    content: sampleContent({ clientId: 'theirs', organizers: [] }),
    note: 'their note',
  });

  it('mine goes onto theirs: what only they changed stays', () => {
    const form = mineOntoTheirs(typed({ fhirBaseUrl: 'https://mine.example' }), theirs);
    expect(form.content).toEqual({ ...theirs.content, fhirBaseUrl: 'https://mine.example' });
    expect(form).toMatchObject({ note: 'their note', base: { version: 2 }, conflict: null });
    expect(isUnsaved(form)).toBe(true);
  });

  it('or theirs is taken', () => {
    expect(isUnsaved(withTheirs(typed({ clientId: 'mine' }), theirs))).toBe(false);
  });
});

describe('after a save', () => {
  it('what was typed since stays unsaved', () => {
    const sent = typed({ clientId: 'one' });
    const now = { ...sent, content: { ...sent.content, clientId: 'one two' } };
    const form = afterSave(now, sent, newer({ content: sent.content }));
    expect(form).toMatchObject({ content: { clientId: 'one two' }, base: { version: 2 } });
    expect(isUnsaved(form)).toBe(true);
  });

  it('the service’s spelling is taken, and fields begin anew', () => {
    const sent = typed({ fhirBaseUrl: 'https://a.example/' });
    const form = afterSave(
      sent,
      sent,
      newer({ content: { ...sent.content, fhirBaseUrl: 'https://a.example' } }),
    );
    expect(form.content.fhirBaseUrl).toBe('https://a.example');
    expect(form.epoch).toBe(sent.epoch + 1);
  });
});

it('names what cannot be saved', () => {
  expect(problemsOf(sampleContent())).toEqual([]);
  const wrong = sampleContent({ onlyDepartments: [], shares: [{ tenantId: 'x', departments: [] }] });
  expect(problemsOf(wrong)).toEqual(['onlyDepartments', 'shares.0.tenantId', 'shares.0.departments']);
});

it('saves all but what cannot be, which stays as it was', () => {
  const shares = [{ tenantId: 'x', departments: [] }];
  const form = typed({ clientId: 'mine', shares, onlyDepartments: ['1', ' '] });
  expect(problemsOf(form.content)).toEqual(['onlyDepartments', 'shares.0.tenantId', 'shares.0.departments']);
  expect(savable(form)).toEqual({ ...base.content, clientId: 'mine' });
  const after = afterSave(form, null, newer({ content: savable(form) }));
  expect(after).toMatchObject({ content: { clientId: 'mine', shares }, base: { version: 2 } });
  expect(isUnsaved(after)).toBe(true);
});
