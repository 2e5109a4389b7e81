import { SAMPLE_OIDS, SECOND_TENANT_ID } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import { TENANT_ID } from '@ehr-connector/sandbox/organization-file.ts';
import type { StaffLanguage, StaffLanguages } from '@ehr-connector/shared/domain/staff/staff-language.ts';
import type { Stores } from '@ehr-connector/shared/domain/stores.ts';
import { beforeEach, expect, it } from 'vitest';
import { createLanguageKeeping } from './language-keeping.ts';

const kept = new Map<string, StaffLanguage>();
beforeEach(() => kept.clear());

const staffLanguages: StaffLanguages = {
  of: async (entraObjectId) => kept.get(entraObjectId) ?? 'en-US',
  heard: async (entraObjectId, language) => void kept.set(entraObjectId, language),
  forget: async (entraObjectId) => void kept.delete(entraObjectId),
};
const keep = createLanguageKeeping({
  finder: { ofTenant: async (tenantId) => (tenantId === TENANT_ID ? 'organization-1' : null) },
  inTransaction: (_organizationId, work) => work({ staffLanguages } as unknown as Stores),
});

const conversation = { id: 'a:1', conversationType: 'personal', tenantId: TENANT_ID };
const heard = (change: object = {}) =>
  keep({
    type: 'message',
    locale: 'es-MX',
    from: { id: '29:1', aadObjectId: SAMPLE_OIDS.amara },
    conversation,
    channelData: { tenant: { id: TENANT_ID } },
    ...change,
  });

it.each([
  ['es-MX', 'es-ES'],
  ['es', 'es-ES'],
  ['ES-es', 'es-ES'],
  ['zh-TW', 'zh-CN'],
  ['zh-Hans-CN', 'zh-CN'],
  ['en-GB', 'en-US'],
  ['fr-FR', 'en-US'],
  ['nonsense;q=2, ,', 'en-US'],
])('keeps for a Teams that speaks %s the nearest of ours', async (locale, language) => {
  await heard({ locale });
  expect([...kept]).toEqual([[SAMPLE_OIDS.amara, language]]);
});

it.each(['installationUpdate', 'conversationUpdate', 'message', 'invoke'])(
  'hears it in: %s',
  async (type) => {
    await heard({ type });
    expect(kept.size).toBe(1);
  },
);

it('knows an account however its id is written, and what it said last counts', async () => {
  await heard({ from: { aadObjectId: 'ABCDEF00-0000-4000-8000-000000000001' } });
  await heard({ from: { aadObjectId: 'abcdef00-0000-4000-8000-000000000001' }, locale: 'zh-CN' });
  expect([...kept]).toEqual([['abcdef00-0000-4000-8000-000000000001', 'zh-CN']]);
});

it('forgets whoever removes the app, and nobody for whom it is updated', async () => {
  await heard();
  await heard({ type: 'installationUpdate', action: 'remove-upgrade' });
  expect(kept.size).toBe(1);
  await heard({ type: 'installationUpdate', action: 'remove' });
  expect(kept.size).toBe(0);
});

it.each([
  [
    'meetings and groups, where patients may be',
    { conversation: { ...conversation, conversationType: 'groupChat' } },
  ],
  ['another tenant', { channelData: { tenant: { id: SECOND_TENANT_ID } } }],
  ['no tenant', { channelData: null, conversation: { id: 'a:1', conversationType: 'personal' } }],
  ['nobody with an account', { from: { id: '29:1' } }],
  ['an account that is none', { from: { aadObjectId: 'x' } }],
  ['no language', { locale: undefined }],
  ['a language without end', { locale: 'es'.repeat(100) }],
])('keeps nothing of %s', async (_what, change) => {
  await heard(change);
  expect(kept.size).toBe(0);
});
