import type { enUs } from './en-us.ts';

type Widened<T> = T extends string
  ? string
  : T extends (...values: infer V) => string
    ? (...values: V) => string
    : { readonly [K in keyof T]: Widened<T[K]> };

/** Every text of the page. A language that lacks one does not compile. */
export type Messages = Widened<typeof enUs>;
