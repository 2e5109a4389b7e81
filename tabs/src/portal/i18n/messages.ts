import type { enUs } from './en-us.ts';

export type MessageKey = keyof typeof enUs;

/** One language, complete: a key that is missing or too many does not compile. */
export type Messages = Readonly<Record<MessageKey, string>>;

type PlaceholderOf<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PlaceholderOf<Rest>
  : never;

/** What the message's `{…}` are filled with; nothing for a message without any. */
export type MessageParams<Key extends MessageKey> = [PlaceholderOf<(typeof enUs)[Key]>] extends [never]
  ? []
  : [Record<PlaceholderOf<(typeof enUs)[Key]>, string | number>];

/** A message that stands as it is. */
export type PlainKey = { [Key in MessageKey]: MessageParams<Key> extends [] ? Key : never }[MessageKey];

/** The stem of messages that come as `.one` and `.other`. */
export type PluralKey = MessageKey extends infer Key
  ? Key extends `${infer Stem}.one`
    ? Stem
    : never
  : never;
