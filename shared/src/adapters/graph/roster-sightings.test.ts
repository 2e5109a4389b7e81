import { describe, expect, it } from 'vitest';
import { sightingsOf } from './roster-sightings.ts';

const TENANT = '11111111-7e4a-4f00-8000-000000000000';
const AMARA = '11111111-0a01-4c00-8000-000000000001';
const AT = '2026-01-05T10:30:00.1234567Z';
const at = new Date('2026-01-05T10:30:00.123Z');

const roster = (...entries: unknown[]) => ({
  eventType: 'rosterUpdated',
  eventDateTime: AT,
  'participants@delta': entries,
});
const guest = (id: string) => ({ info: { identity: { guest: { id: 'g', displayName: 'Pat' } } }, id });
const amara = (tenantId: string | null = TENANT) => ({
  info: { identity: { user: { id: AMARA, displayName: 'Dr. Amara Okafor', tenantId } } },
  id: 'entry-2',
});
const read = (resource: unknown) => sightingsOf(resource, TENANT);

describe('what a call event says', () => {
  it('is who stands in the lobby, joined or left, and never a name', () => {
    const sightings = read(
      roster(
        { ...guest('entry-1'), isInLobby: true },
        { ...amara(), isInLobby: false },
        { ...guest('entry-3'), isInLobby: true, removedState: { reason: 'Participant has left' } },
      ),
    );
    expect(sightings).toEqual([
      {
        key: 'graph/lobby/entry-1/2026-01-05T10:30:00.123Z',
        source: 'graph',
        kind: 'lobby',
        identity: { kind: 'anonymous', entryId: 'entry-1' },
        endpoint: 'graph:entry-1',
        at,
      },
      {
        key: 'graph/joined/entry-2/2026-01-05T10:30:00.123Z',
        source: 'graph',
        kind: 'joined',
        identity: { kind: 'account', entraObjectId: AMARA },
        endpoint: 'graph:entry-2',
        at,
      },
      {
        key: 'graph/left/entry-3/2026-01-05T10:30:00.123Z',
        source: 'graph',
        kind: 'left',
        identity: { kind: 'anonymous', entryId: 'entry-3' },
        endpoint: 'graph:entry-3',
        at,
      },
    ]);
    expect(JSON.stringify(sightings)).not.toMatch(/Pat|Amara/);
  });

  it.each([
    ['callStarted', 'call-started'],
    ['callEnded', 'call-ended'],
  ])('is that the call as a whole has begun or ended (%s)', (eventType, kind) => {
    expect(read({ eventType, eventDateTime: AT })).toMatchObject([{ kind, identity: null, at }]);
    expect(read({ callEventType: eventType, eventDateTime: AT })).toMatchObject([{ kind }]);
  });

  it('has an account for the tenant’s own people only', () => {
    const identities = [amara(), amara(null), amara('22222222-7e4a-4f00-8000-000000000000')].map(
      (entry) => read(roster({ ...entry, isInLobby: false }))[0]?.identity?.kind,
    );
    expect(identities).toEqual(['account', 'account', 'anonymous']);
  });

  it.each([
    [{ User: { Id: AMARA.toUpperCase(), TenantId: TENANT } }, { kind: 'account', entraObjectId: AMARA }],
    [{ AzureCommunicationServicesUser: { Id: '8:acs:1' } }, { kind: 'anonymous', entryId: 'e' }],
    [{ user: { id: '8:teamsvisitor:1' } }, { kind: 'anonymous', entryId: 'e' }],
    [{ phone: { id: '+1' } }, { kind: 'anonymous', entryId: 'e' }],
    [
      { user: null, somethingNew: { id: 'x' } },
      { kind: 'anonymous', entryId: 'e' },
    ],
    [{}, { kind: 'anonymous', entryId: 'e' }],
  ])('has an identity for %j', (identity, expected) => {
    const entry = { info: { identity }, id: 'e', isInLobby: false };
    expect(read(roster(entry))[0]?.identity).toEqual(expected);
  });

  it.each([
    [
      'a recording',
      roster({ info: { identity: { application: { id: 'bot' } } }, id: 'e', isInLobby: false }),
    ],
    ['an entry that does not say where it is', roster(guest('e'))],
    ['an entry without id', roster({ isInLobby: false })],
    ['an event of another kind', { eventType: 'transcriptionStarted', eventDateTime: AT }],
    ['an event without time', { eventType: 'callStarted' }],
    ['a roster without entries', { eventType: 'rosterUpdated', eventDateTime: AT }],
    ['nothing', null],
    ['text', 'callStarted'],
  ])('is nothing for %s', (_what, resource) => {
    expect(read(resource)).toEqual([]);
  });
});
