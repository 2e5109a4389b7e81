import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { createSealedCookies } from './sealed-cookie.ts';

const key = (id: string, fill: number) => ({ id, key: new Uint8Array(32).fill(fill) });
const Value = z.object({ state: z.string() });
const value = { state: 'kept' };

describe('a sealed cookie', () => {
  const cookies = createSealedCookies([key('new', 1), key('old', 2)]);

  it('opens for what it was sealed for, and says nothing outside', async () => {
    const sealed = await cookies.seal(value, 'signin', 60);
    expect(await cookies.open(sealed, 'signin', Value)).toEqual(value);
    expect(Buffer.from(sealed, 'base64').toString()).not.toContain('kept');
    expect(sealed).toMatch(/^[\w.-]+$/);
  });

  it('opens for nothing else, nor as something else', async () => {
    const sealed = await cookies.seal(value, 'signin', 60);
    expect(await cookies.open(sealed, 'link', Value)).toBeNull();
    expect(await cookies.open(sealed, 'signin', z.object({ other: z.string() }))).toBeNull();
    expect(await cookies.open(null, 'signin', Value)).toBeNull();
    expect(await cookies.open('', 'signin', Value)).toBeNull();
    expect(await cookies.open('a.b.c.d.e', 'signin', Value)).toBeNull();
  });

  it('does not open when a single character was changed', async () => {
    const sealed = await cookies.seal(value, 'signin', 60);
    for (let at = 0; at < sealed.length; at += 7) {
      if (sealed[at] === '.') continue;
      const changed = `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'z' : 'A'}${sealed.slice(at + 1)}`;
      expect(await cookies.open(changed, 'signin', Value)).toBeNull();
    }
  });

  it('does not open when its time is over', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      const sealed = await cookies.seal(value, 'signin', 60);
      vi.advanceTimersByTime(61_000);
      expect(await cookies.open(sealed, 'signin', Value)).toBeNull();
    } finally {
      vi.useRealTimers();
    }
  });

  it('outlives the rotation of its key, until the key is gone', async () => {
    const sealed = await createSealedCookies([key('old', 2)]).seal(value, 'signin', 60);
    expect(await cookies.open(sealed, 'signin', Value)).toEqual(value);
    expect(await createSealedCookies([key('new', 1)]).open(sealed, 'signin', Value)).toBeNull();
    expect(await createSealedCookies([key('old', 3)]).open(sealed, 'signin', Value)).toBeNull();
  });
});
