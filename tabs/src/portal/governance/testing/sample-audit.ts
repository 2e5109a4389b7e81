import type { AuditPage } from '@ehr-connector/shared/contract/audit.ts';
import { idOf } from '../../testing/sample-visits.ts';
import { ADA, BEN, CONNECTION_ID, daysAgo } from './sample-connection.ts';

type Entry = AuditPage['entries'][number];

function entry(number: number, overrides: Partial<Entry>): Entry {
  return {
    number,
    at: daysAgo(10 - number / 10),
    actor: `entra:${BEN.id}`,
    action: 'draft-saved',
    subject: CONNECTION_ID,
    subjectName: 'Northwind Epic',
    details: {},
    hash: `${number}f3ac9d21e7b04c5a8`.padEnd(64, '0'),
    ...overrides,
  };
}

const ENTRIES: readonly Entry[] = [
  entry(8, { action: 'audit-viewed', actor: `entra:${ADA.id}`, subject: idOf(902), subjectName: null }),
  entry(7, { action: 'connection-disabled', details: { revision: '3', reason: 'Epic is upgraded tonight' } }),
  entry(6, {
    action: 'revision-approved',
    actor: `entra:${ADA.id}`,
    details: { revision: '3', digest: 'b7c1' },
  }),
  entry(5, {
    action: 'ehr-signed-in',
    actor: `entra:${ADA.id}`,
    details: { issuer: 'https://fhir.example' },
  }),
  entry(4, { action: 'revision-proposed', details: { revision: '3', note: 'New client' } }),
  entry(3, { action: 'draft-saved', details: { changed: 'clientId', revision: '3' } }),
  entry(2, { action: 'connection-rehearsed', actor: 'service', details: { result: 'green' } }),
  entry(1, { action: 'of-tomorrow', actor: 'ehr:0123456789abcdef', details: { weather: 'fair' } }),
];
const PAGE_SIZE = 5;

/** Pages of five, filtered as the service does it. */
export function sampleAudit(query: URLSearchParams): AuditPage {
  const before = Number(query.get('before') ?? Number.POSITIVE_INFINITY);
  const [action, subject] = [query.get('action'), query.get('subject')];
  const matching = ENTRIES.filter(
    (one) =>
      one.number < before &&
      (action === null || one.action === action) &&
      (subject === null || one.subject === subject),
  );
  const entries = matching.slice(0, PAGE_SIZE);
  return {
    entries,
    nextBefore: matching.length > PAGE_SIZE ? (entries.at(-1)?.number ?? null) : null,
    lastCheckpoint: { number: 6, at: daysAgo(1) },
    people: { [ADA.id]: ADA, [BEN.id]: BEN },
  };
}
