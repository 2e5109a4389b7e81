import { readFile } from 'node:fs/promises';
import { SAMPLE_OIDS } from '@ehr-connector/sandbox/cloud/sample-people.ts';
import { MANIFEST_ID, TENANT_ID } from '@ehr-connector/sandbox/cloud/testing/test-cloud.ts';
import type { Notice } from '@ehr-connector/shared/domain/notices/notice.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NOTICE_WORDS } from './notice-words.ts';
import { startTeamsCloud, type TeamsCloud } from './teams-cloud.test-support.ts';

const LOCALES = ['en-US', 'zh-CN', 'es-ES'] as const;
/** A chat takes seven messages a second. */
const TWO = [SAMPLE_OIDS.amara, SAMPLE_OIDS.diego];
const KINDS = Object.keys(NOTICE_WORDS['en-US'].headline) as Notice['kind'][];

let world: TeamsCloud;
beforeAll(async () => {
  world = await startTeamsCloud();
});
afterAll(() => world.cloud.close());
beforeEach(() => world.cloud.control.reset({ everything: true }));

const noticeOf = (
  kind: Notice['kind'],
  connectionName = 'Epic, *test* [x](https://evil.example) $& {connection}',
) =>
  ({
    kind,
    connectionName,
    reason: 'Wrong _client_ **id**\n# see [here](https://evil.example)',
    ...(kind in NOTICE_WORDS['en-US'].by && { by: SAMPLE_OIDS.admin }),
    until: new Date('2026-12-07T12:00:00.500Z'),
    organizationName: 'Riverside {tenant}',
    tenantId: TENANT_ID,
  }) as Notice;

const tell = (
  notice: Notice,
  to: string = SAMPLE_OIDS.amara,
  language: (typeof LOCALES)[number] = 'en-US',
  byName: string | null = 'Tomás *Novák*',
  connectionId: string | null = 'connection-1',
) =>
  world.staffNotices().tell({
    tenantId: TENANT_ID,
    entraObjectId: to,
    connectionId,
    notice,
    byName,
    language,
    signal: AbortSignal.timeout(10_000),
  });

const chats = () => [...world.cloud.cloud.chats.values()];
const cards = () => chats().flatMap(({ messages }) => messages.map(({ card }) => card));

/** Every text of the card: of blocks that know Markdown, and of runs that do not. */
function texts(card: unknown, type: 'TextBlock' | 'TextRun'): string[] {
  if (Array.isArray(card)) return card.flatMap((one) => texts(one, type));
  if (typeof card !== 'object' || card === null) return [];
  if ('type' in card && card.type === type && 'text' in card) return [String(card.text)];
  return Object.values(card).flatMap((one) => texts(one, type));
}

describe('a notice', () => {
  it('is told in the person’s own chat, also to somebody who never spoke to the bot', async () => {
    expect(await tell(noticeOf('approval-requested'))).toEqual({ outcome: 'sent', answer: 'posted' });
    expect(chats()).toMatchObject([{ kind: 'personal', memberOids: new Set([SAMPLE_OIDS.amara]) }]);
    expect(cards()).toMatchObject([{ type: 'AdaptiveCard', version: '1.5', lang: 'en-US' }]);
    expect(texts(cards()[0], 'TextBlock')).toContain('A connection waits for your approval');
  });

  it('opens the connection in the tab of the app', async () => {
    await tell(noticeOf('approved'));
    const [card] = cards() as { actions: { type: string; url: string }[] }[];
    expect(card?.actions).toMatchObject([{ type: 'Action.OpenUrl', title: 'Open' }]);
    const url = new URL(card?.actions[0]?.url ?? '');
    const manifest = JSON.parse(
      await readFile(new URL('../../../appPackage/manifest.json', import.meta.url), 'utf8'),
    );
    expect(url.origin).toBe(new URL(world.cloud.url).origin);
    expect(url.pathname).toBe(`/l/entity/${MANIFEST_ID}/${manifest.staticTabs[0].entityId}`);
    expect(JSON.parse(url.searchParams.get('context') ?? '')).toEqual({
      subEntityId: 'connections/connection-1/records',
    });
    expect(url.search).not.toContain('+');
  });

  it('opens the list of connections, where there is none of its own yet', async () => {
    await tell(noticeOf('share-offered', 'Epic'), SAMPLE_OIDS.amara, 'en-US', null, null);
    const [card] = cards() as { actions: { url: string }[] }[];
    const url = new URL(card?.actions[0]?.url ?? '');
    expect(JSON.parse(url.searchParams.get('context') ?? '')).toEqual({ subEntityId: 'connections' });
  });

  it('says who offers what, and who accepted', async () => {
    await tell(noticeOf('share-offered', 'Epic {organization}'));
    await tell(noticeOf('share-accepted', 'Epic'));
    const [offered, accepted] = cards().map((card) => texts(card, 'TextRun').join(''));
    expect(offered).toContain(
      '“Riverside {tenant}” offers to share the EHR of its connection “Epic {organization}”',
    );
    expect(accepted).toContain(`The Microsoft tenant ${TENANT_ID} accepted`);
  });

  it('shows what people wrote as it is, where no Markdown counts', async () => {
    await tell(noticeOf('rejected'));
    const plain = texts(cards()[0], 'TextRun').join('');
    expect(plain).toContain('“Epic, *test* [x](https://evil.example) $& {connection}” was not approved');
    expect(plain).toContain('Rejected by: Tomás *Novák*');
    expect(plain).toContain('Reason: Wrong _client_ **id**\n# see [here](https://evil.example)');
    expect(texts(cards()[0], 'TextBlock').join()).not.toContain('evil');
  });

  it('says who proposed what waits, and until when it can be decided, by the reader’s own clock', async () => {
    await tell(noticeOf('approval-requested'));
    expect(texts(cards()[0], 'TextRun').join('')).toContain('Proposed by: Tomás *Novák*');
    expect(texts(cards()[0], 'TextBlock')).toContain(
      'Can be decided until {{DATE(2026-12-07T12:00:00Z,SHORT)}} {{TIME(2026-12-07T12:00:00Z)}}',
    );
  });

  it('names nobody whom the directory does not know', async () => {
    for (const [index, kind] of KINDS.entries()) await tell(noticeOf(kind), TWO[index % 2], 'en-US', null);
    expect(JSON.stringify(cards())).not.toMatch(/ by: |null/);
  });

  it.each(LOCALES)('has words of its own for everything that is told (%s)', async (locale) => {
    for (const [index, kind] of KINDS.entries()) await tell(noticeOf(kind, 'Epic'), TWO[index % 2], locale);
    expect(new Set(cards().map((card) => (card as { lang: string }).lang))).toEqual(new Set([locale]));
    const told = cards().map((card) => [...texts(card, 'TextBlock'), ...texts(card, 'TextRun')].join('|'));
    expect(new Set(told).size).toBe(KINDS.length);
    for (const words of told) {
      expect(words).toContain('Epic');
      expect(words).not.toMatch(/\{connection\}|\{organization\}|undefined|\{moment\}/);
    }
  });

  it('is refused for who cannot be reached, and tried again while Teams is away', async () => {
    expect(await tell(noticeOf('approved'), SAMPLE_OIDS.stranger)).toMatchObject({ outcome: 'refused' });
    world.cloud.control.setFault({ target: 'connector', kind: '500', count: 1 });
    expect(await tell(noticeOf('approved'))).toMatchObject({ outcome: 'retry' });
  });
});
