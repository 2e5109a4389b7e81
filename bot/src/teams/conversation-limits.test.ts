import { beforeEach, describe, expect, it } from 'vitest';
import { type ConversationLimits, createConversationLimits } from './conversation-limits.ts';

let now: number;
let limits: ConversationLimits;
beforeEach(() => {
  now = 1_000_000;
  limits = createConversationLimits({ clock: { now: () => new Date(now) } });
});

const send = (times: number, conversation = 'chat') =>
  Array.from({ length: times }, () => limits.waitMs(conversation));

describe('what is sent into one conversation', () => {
  it('is at most seven messages a second', () => {
    expect(send(7)).toEqual(Array(7).fill(null));
    now += 400;
    expect(send(1)).toEqual([600]);
    now += 600;
    expect(send(1)).toEqual([null]);
  });

  it('is at most sixty messages in thirty seconds', () => {
    for (let second = 0; second < 10; second += 1) {
      send(6);
      now += 1_000;
    }
    expect(send(1)).toEqual([20_000]);
    now += 20_000;
    expect(send(1)).toEqual([null]);
  });

  it('is not counted when it has to wait', () => {
    send(7);
    send(100);
    now += 1_000;
    expect(send(7)).toEqual(Array(7).fill(null));
  });

  it('holds up no other conversation', () => {
    send(7);
    expect(send(1, 'another')).toEqual([null]);
  });

  it('is forgotten only for conversations long unused', () => {
    send(7);
    for (let other = 0; other < 4_999; other += 1) send(1, `chat-${other}`);
    expect(send(1)).toEqual([1_000]);
  });
});
