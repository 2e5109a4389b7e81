import { expect, it } from 'vitest';
import { launchCookie, ownCookie, readCookie, removedCookie } from './cookies.ts';

it('binds its cookies to our host, over secure connections, out of the reach of scripts', () => {
  const always = 'Path=/; Secure; HttpOnly;';
  expect(ownCookie('staff', 'v', 60)).toBe(`__Host-staff=v; ${always} SameSite=Lax; Max-Age=60`);
  expect(launchCookie('l', 'v', 60)).toBe(`__Host-l=v; ${always} SameSite=None; Partitioned; Max-Age=60`);
  expect(removedCookie('staff')).toMatch(/^__Host-staff=;.*Max-Age=0$/);
});

it.each([
  ['__Host-staff=a', 'a'],
  ['x=1;  __Host-staff=a=b ;y=2', 'a=b'],
  ['staff=forged', null],
  ['__Host-staff=', null],
  ['x__Host-staff=a', null],
  ['__Host-staffed=a', null],
  [undefined, null],
])('reads of %j the value %j', (header, value) => {
  expect(readCookie(header, 'staff')).toBe(value);
});
