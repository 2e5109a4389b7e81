import { ConnectionSettings, DraftContent } from '@ehr-connector/shared/contract/connection-settings.ts';
import { differences } from '@ehr-connector/shared/domain/connections/diff.ts';
import { AUDIT_ACTIONS } from '@ehr-connector/tabs/portal/governance/audit/audit-actions.ts';
import { actionWords, detailWords } from '@ehr-connector/tabs/portal/governance/audit/audit-words.ts';
import { enUs } from '@ehr-connector/tabs/portal/i18n/en-us.ts';
import { esEs } from '@ehr-connector/tabs/portal/i18n/es-es.ts';
import { createI18n, type I18n } from '@ehr-connector/tabs/portal/i18n/i18n.ts';
import { zhCn } from '@ehr-connector/tabs/portal/i18n/zh-cn.ts';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const LANGUAGES = [createI18n('en-US', enUs), createI18n('zh-CN', zhCn), createI18n('es-ES', esEs)];

/** Every path at which two values of a schema can differ, as the service writes them. */
function pathsOf(schema: unknown, path: string): readonly string[] {
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional)
    return pathsOf(schema.unwrap(), path);
  if (schema instanceof z.ZodPipe) return pathsOf(schema.in, path);
  if (schema instanceof z.ZodUnion)
    return [path, ...schema.options.flatMap((option) => pathsOf(option, path))];
  if (schema instanceof z.ZodArray) return [path, ...pathsOf(schema.element, `${path}[7]`)];
  if (!(schema instanceof z.ZodObject)) return [path];
  return [
    path,
    ...Object.entries(schema.shape).flatMap(([name, member]) =>
      pathsOf(member, path === '' ? name : `${path}.${name}`),
    ),
  ];
}

/** Plain values of a list have no paths of their own. */
const isPath = (path: string) =>
  path !== '' && !/^(organizers|onlyDepartments)\[|departments\[7\]$/.test(path);
const CONTENT = pathsOf(DraftContent, '').filter(
  (path) => isPath(path) && !path.startsWith('shares[7].departments['),
);
const SETTINGS = [
  'name',
  ...pathsOf(ConnectionSettings, '').filter(
    (path) => path !== '' && path !== 'departments[7].departments[7]',
  ),
];
const AUTHORITY = [
  'authority',
  ...['issuer', 'authorizationEndpoint', 'tokenEndpoint', 'jwksUri'].map((name) => `authority.${name}`),
];

const details = (i18n: I18n, given: Record<string, string>) =>
  detailWords(i18n, { details: given } as unknown as Parameters<typeof detailWords>[1]);
const changedWords = (i18n: I18n, paths: readonly string[]) =>
  details(i18n, { changed: paths.join(', ') })[0]?.[1] ?? '';

describe.each(LANGUAGES.map((i18n) => [i18n.locale, i18n] as const))('in %s', (_locale, i18n) => {
  it.each([...CONTENT, ...SETTINGS, ...AUTHORITY, 'credentials'])('%s has a name', (path) => {
    const words = changedWords(i18n, [path]);
    expect(words).not.toBe('');
    expect(words).not.toContain(path);
    expect(words).not.toMatch(/\w+Ms\b|\w\.\w|\[/);
  });

  it.each(AUDIT_ACTIONS)('%s has words', (action) => {
    expect(actionWords(i18n, action)).not.toBe(action);
    expect(actionWords(i18n, action)).not.toBe('');
  });
});

const [english] = LANGUAGES;
if (english === undefined) throw new Error('there is no English');

it('knows the paths of all that can be changed', () => {
  expect(SETTINGS).toEqual(
    expect.arrayContaining(['opensBeforeMs', 'fallback.kind', 'departments[7].fallback']),
  );
  expect(CONTENT).toEqual(expect.arrayContaining(['clientId', 'writeback.url', 'shares[7].departments']));
});

it('names what was changed as the forms do, each thing once, whatever an EHR calls its departments', () => {
  const before = {
    name: 'A',
    fallback: null,
    departments: [{ ehrId: 'A, [b.c]', name: 'x', fallback: null }],
  };
  const after = {
    name: 'B',
    fallback: { kind: 'person', entraObjectId: 'y' },
    departments: [{ ehrId: 'A, [b.c]', name: 'z', fallback: { kind: 'person', entraObjectId: 'y' } }],
  };
  const paths = differences(before, after).map(({ path }) => path);
  expect(changedWords(english, paths)).toBe(
    'Name of the connection, Fallback of the connection, Departments › A, [b.c] › Department, and Departments › A, [b.c] › Fallback',
  );
  expect(changedWords(english, ['writeback.url', 'writeback.kind', 'shares[0f].departments'])).toBe(
    'Writeback › Address of the service, Writeback, and Shared with other organisations › 0f › Departments',
  );
  expect(changedWords(english, ['fallback.kind', 'fallback.entraObjectId'])).toBe(
    'Fallback of the connection',
  );
});

it('shows as it is what a newer service writes', () => {
  expect(changedWords(english, ['clientId', 'weather.wind', 'writeback.colour'])).toBe(
    'Client ID, weather.wind, and writeback.colour',
  );
  expect(details(english, { weather: 'fair', result: 'blue', promoted: '?', changed: '' })).toEqual([
    ['weather', 'fair'],
    ['Result', 'blue'],
    ['Promoted from', '?'],
  ]);
});

it('has words for the codes of an entry', () => {
  expect(
    details(english, {
      result: 'red',
      registration: 'waiting',
      by: 'tab',
      credentials: 'removed',
      promoted: 'c1 revision 3',
      ehr: 'epic',
      environment: 'testing',
      approver: 'none: the EHR knows no approver',
    }).map(([, value]) => value),
  ).toEqual([
    'Something failed',
    'Registered; waiting for the EHR to activate the client',
    'in the tab in Teams',
    'removed',
    'revision 3 of connection c1',
    'Epic EHR',
    'Testing',
    'nobody: this EHR needs no approver',
  ]);
});
