import { describe, expect, it } from 'vitest';
import { accountOf } from './entra-account.ts';

const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';
const TEAMS_ADMINISTRATOR = '69091246-20e8-4a56-aa4d-066075b2a7a8';
/** Everybody who is no guest has it. */
const USER = 'b79fbf4d-3ef9-4689-8143-76b194e85509';
const USER_ADMINISTRATOR = 'fe930be7-5e62-47db-91af-98c3a49a38b1';
const GLOBAL_READER = 'f2ef992c-3afb-46b9-b7cf-a126ee74c451';

const claims = { tid: 't', oid: 'o' };

describe('an account', () => {
  it.each([[[GLOBAL_ADMINISTRATOR]], [[USER, TEAMS_ADMINISTRATOR]], [[TEAMS_ADMINISTRATOR.toUpperCase()]]])(
    'with the directory roles %j may be the first to configure',
    (wids) => {
      expect(accountOf({ ...claims, wids })).toMatchObject({ isDirectoryAdmin: true, roles: [] });
    },
  );

  it.each([[[]], [[USER]], [[USER, USER_ADMINISTRATOR, GLOBAL_READER]], [undefined]])(
    'with the directory roles %j may not',
    (wids) => {
      expect(accountOf({ ...claims, wids })).toMatchObject({ isDirectoryAdmin: false });
    },
  );

  it('has no directory role by an app role of that name', () => {
    const roles = [GLOBAL_ADMINISTRATOR, 'Auditor'];
    expect(accountOf({ ...claims, roles })).toMatchObject({ isDirectoryAdmin: false, roles: ['Auditor'] });
  });

  it('of a token that says it otherwise is nobody’s', () => {
    expect(() => accountOf({ ...claims, wids: GLOBAL_ADMINISTRATOR })).toThrow();
  });
});
