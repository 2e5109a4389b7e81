import { describe, expect, it } from 'vitest';
import { HttpFault } from './bounded-fetch.ts';
import { deliveryOfFault, deliveryOfResponse, waitAsked } from './delivery-of-answer.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const answered = (status: number, headers: Record<string, string> = {}) =>
  deliveryOfResponse(new Response(null, { status, headers }), NOW);

describe('an answer', () => {
  it.each([200, 201, 204])('of %d means sent', (status) => {
    expect(answered(status)).toEqual({ outcome: 'sent', answer: `http ${status}` });
  });

  it.each([408, 423, 425, 429, 500, 502, 503, 504])('of %d may be tried again', (status) => {
    expect(answered(status)).toEqual({ outcome: 'retry', answer: `http ${status}`, notBeforeMs: null });
  });

  it.each([400, 401, 403, 404, 405, 409, 410, 412, 422, 501])('of %d is final', (status) => {
    expect(answered(status)).toEqual({ outcome: 'refused', answer: `http ${status}` });
  });

  it('says how long to wait', () => {
    expect(answered(503, { 'retry-after': '30' })).toMatchObject({ notBeforeMs: 30_000 });
  });
});

it.each(['aborted', 'timeout', 'network', 'redirected', 'too-large'] as const)(
  'may be tried again after %s',
  (reason) => {
    expect(deliveryOfFault(new HttpFault(reason))).toEqual({
      outcome: 'retry',
      answer: reason,
      notBeforeMs: null,
    });
  },
);

it('is final where the URL may not be called', () => {
  expect(deliveryOfFault(new HttpFault('forbidden-url'))).toEqual({
    outcome: 'refused',
    answer: 'forbidden-url',
  });
});

describe('Retry-After', () => {
  it.each([
    ['0', 0],
    ['120', 120_000],
    ['Sun, 01 Mar 2026 12:00:05 GMT', 5000],
    ['Sun, 01 Mar 2026 11:00:00 GMT', 0],
    ['99999999', 3_600_000],
    ['Fri, 01 Jan 2999 00:00:00 GMT', 3_600_000],
    ['soon', null],
    ['', null],
  ])('of "%s" is %j', (value, waitMs) => {
    expect(waitAsked(new Headers({ 'retry-after': value }), NOW)).toBe(waitMs);
  });

  it('may be absent', () => expect(waitAsked(new Headers(), NOW)).toBeNull());
});
