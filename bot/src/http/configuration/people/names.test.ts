import { DomainError } from '@ehr-connector/shared/domain/kernel/domain-error.ts';
import type { People } from '@ehr-connector/shared/domain/staff/people.ts';
import type { InTransaction, Stores } from '@ehr-connector/shared/domain/stores.ts';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { createNames } from './names.ts';

const PRIYA = '11111111-0a01-4c00-8000-000000000023';
const member = { organizationId: 'one' };
const inTransaction: InTransaction = (_, work) =>
  work({ organizations: { current: async () => ({ entraTenantId: 'tenant' }) } } as unknown as Stores);

function names(byIds: People['byIds']) {
  const lines: string[] = [];
  const log = pino({ base: null }, { write: (line: string) => void lines.push(line) });
  return { lines, of: createNames({ people: { byIds }, inTransaction, log }).of };
}

it('asks once for everybody, and for accounts only', async () => {
  const asked: (readonly string[])[] = [];
  const { of } = names(async (_, ids) => {
    asked.push(ids);
    return [{ entraObjectId: PRIYA, displayName: 'Priya', jobTitle: '', username: 'priya' }];
  });
  const known = await of(member, [PRIYA, PRIYA, 'service', 'ehr:digest'], AbortSignal.timeout(1_000));
  expect(asked).toEqual([[PRIYA]]);
  expect(known.get(PRIYA)).toEqual({ id: PRIYA, displayName: 'Priya', jobTitle: '', username: 'priya' });
  expect(await of(member, ['service'], AbortSignal.timeout(1_000))).toEqual(new Map());
  expect(asked).toHaveLength(1);
});

it('knows nobody while the directory does not answer, and says so in the log alone', async () => {
  const { of, lines } = names(async () => {
    throw new DomainError('directory-unavailable', 'down');
  });
  expect(await of(member, [PRIYA], AbortSignal.timeout(1_000))).toEqual(new Map());
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toContain(PRIYA);
});

it('gives the directory up when the asker has gone', async () => {
  const gone = new AbortController();
  const { of, lines } = names(
    (_, __, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('aborted')));
        gone.abort();
      }),
  );
  expect(await of(member, [PRIYA], gone.signal)).toEqual(new Map());
  expect(lines).toEqual([]);
});

it('names those it found when the directory breaks off, and does not read all of it', async () => {
  const ids = Array.from(
    { length: 20_000 },
    (_, at) => `${PRIYA.slice(0, -6)}${String(at).padStart(6, '0')}`,
  );
  let asked = 0;
  const answering = (until: number) =>
    names(async (_, some) => {
      asked += some.length;
      if (asked > until) throw new DomainError('directory-unavailable', 'down');
      return some.map((entraObjectId) => ({ entraObjectId, displayName: '', jobTitle: '', username: '' }));
    });
  expect((await answering(60).of(member, ids, AbortSignal.timeout(5_000))).size).toBe(60);
  asked = 0;
  expect((await answering(20_000).of(member, ids, AbortSignal.timeout(5_000))).size).toBe(500);
  expect(asked).toBe(500);
});
