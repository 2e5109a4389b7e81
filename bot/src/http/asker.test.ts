import { nodeRandomness } from '@ehr-connector/shared/adapters/node/randomness.ts';
import {
  createTestWorld,
  type TestOrganization,
  type TestWorld,
} from '@ehr-connector/shared/adapters/postgres/database.test-support.ts';
import { addMs, DAY_MS, HOUR_MS } from '@ehr-connector/shared/domain/kernel/clock.ts';
import { DomainError } from '@ehr-connector/shared/domain/kernel/domain-error.ts';
import type { Entrant } from '@ehr-connector/shared/domain/organizations/entering.ts';
import type { MicrosoftAccount } from '@ehr-connector/shared/domain/staff/microsoft-sign-in.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Askers, createAskers, STAFF_COOKIE } from './asker.ts';
import type { HttpRequest } from './server.ts';

let world: TestWorld;
let organization: TestOrganization;
let askers: Askers;
let transactions: number;
/** Of whom the tab's token is, in the tests below. */
let tabAccount: MicrosoftAccount;
/** Of the browser's cookie. */
let entrant: Entrant | null;

beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  organization = await world.organization();
  transactions = 0;
  entrant = null;
  askers = newReplica();
});

function newReplica(): Askers {
  return createAskers({
    publicUrl: 'https://visits.example.org',
    finder: world.database.finder,
    inTransaction: (organizationId, work) => {
      transactions += 1;
      return world.database.inTransaction(organizationId, work);
    },
    entering: { refusal: () => new DomainError('organisation-not-entered', 'of nobody yet') },
    entrantCookies: { open: async () => entrant },
    tabTokens: { verify: async () => tabAccount },
    clock: world.clock,
    randomness: nodeRandomness,
  });
}

const account = (change: Partial<MicrosoftAccount> = {}): MicrosoftAccount => ({
  tenantId: organization.tenantId,
  entraObjectId: '11111111-0a01-4c00-8000-000000000021',
  roles: [],
  isDirectoryAdmin: false,
  displayName: 'Tomás Novák',
  username: 'tomas.novak@riverside.example',
  ...change,
});
const other = '11111111-0a01-4c00-8000-000000000022';
const directoryAdmin = () => account({ isDirectoryAdmin: true, roles: ['Clinician'] });
const ownAdmin = () => account({ entraObjectId: other, roles: ['ConfigAdmin'] });
const rolesOf = async (who: MicrosoftAccount) => (await askers.memberOf(who)).roles;
const seen = () => organization.in(({ configAdmins }) => configAdmins.all());

describe('a directory administrator', () => {
  it('configures while the organisation has no configuration administrator of its own', async () => {
    expect(await rolesOf(directoryAdmin())).toEqual(['Clinician', 'ConfigAdmin']);
    expect(await rolesOf(directoryAdmin())).toEqual(['Clinician', 'ConfigAdmin']);
    expect(await seen()).toEqual([directoryAdmin().entraObjectId]);
  });

  it('no longer does from the moment somebody with that role was seen, at any replica', async () => {
    await rolesOf(directoryAdmin());
    const elsewhere = newReplica();
    await elsewhere.memberOf(ownAdmin());
    expect(await rolesOf(directoryAdmin())).toEqual(['Clinician']);
    expect((await newReplica().memberOf(directoryAdmin())).roles).toEqual(['Clinician']);
  });

  it('of another organisation has nothing to do with it', async () => {
    await rolesOf(ownAdmin());
    const second = await world.organization();
    expect(await rolesOf({ ...directoryAdmin(), tenantId: second.tenantId })).toContain('ConfigAdmin');
    expect(await rolesOf(directoryAdmin())).toEqual(['Clinician']);
  });

  it('asks with the roles of now in the tab, and with those of the sign-in in a browser', async () => {
    tabAccount = directoryAdmin();
    const fromTab = { headers: { authorization: 'Bearer token' } } as HttpRequest;
    const fromBrowser = { headers: { cookie: `__Host-${STAFF_COOKIE}=secret` } } as HttpRequest;
    const member = await askers.staff(fromTab);
    expect(member.roles).toContain('ConfigAdmin');
    await organization.in(({ staffSessions }) =>
      staffSessions.open(nodeRandomness.digest('secret'), {
        ...member,
        idleUntil: addMs(world.clock.now(), HOUR_MS),
        endsAt: addMs(world.clock.now(), HOUR_MS),
      }),
    );
    await askers.memberOf(ownAdmin());
    expect((await askers.staff(fromTab)).roles).not.toContain('ConfigAdmin');
    expect((await askers.staff(fromBrowser)).roles).toContain('ConfigAdmin');
  });
});

describe('whoever acts as configuration administrator', () => {
  it('is noted once a day, and costs nothing otherwise', async () => {
    await rolesOf(ownAdmin());
    expect([transactions, await seen()]).toEqual([1, [other]]);
    await rolesOf(ownAdmin());
    world.clock.advance(DAY_MS - 1);
    await rolesOf(ownAdmin());
    expect(transactions).toBe(1);
    world.clock.advance(1);
    await rolesOf(ownAdmin());
    expect(transactions).toBe(2);
  });

  it('is noted at once as the organisation’s own when given the role after standing in', async () => {
    await rolesOf(directoryAdmin());
    expect(await organization.in(({ configAdmins }) => configAdmins.hasOwn())).toBe(false);
    await rolesOf({ ...directoryAdmin(), roles: ['ConfigAdmin'] });
    expect(await organization.in(({ configAdmins }) => configAdmins.hasOwn())).toBe(true);
  });

  it('is nobody with other roles only', async () => {
    expect(await rolesOf(account({ roles: ['Clinician', 'Coordinator', 'Auditor'] }))).toHaveLength(3);
    expect([transactions, await seen()]).toEqual([0, []]);
  });
});

describe('a browser in which somebody signed in to enter their organisation', () => {
  const request = { headers: {} } as HttpRequest;

  it('is told so until there is the organisation, and is then to sign in', async () => {
    entrant = directoryAdmin();
    await expect(askers.staff(request)).rejects.toMatchObject({ code: 'signin-required' });
    entrant = { ...entrant, tenantId: 'of-nobody' };
    await expect(askers.staff(request)).rejects.toMatchObject({ code: 'organisation-not-entered' });
    expect(await askers.entrant(request)).toEqual(entrant);
  });

  it('is any other without that sign-in', async () => {
    await expect(askers.staff(request)).rejects.toMatchObject({ code: 'signin-required' });
    await expect(askers.entrant(request)).rejects.toMatchObject({ code: 'signin-required' });
  });

  it('enters for whom the tab’s token is, whoever signed in before', async () => {
    entrant = { ...directoryAdmin(), tenantId: 'of-nobody' };
    tabAccount = ownAdmin();
    const fromTab = { headers: { authorization: 'Bearer token' } } as HttpRequest;
    expect(await askers.entrant(fromTab)).toEqual(tabAccount);
  });
});
