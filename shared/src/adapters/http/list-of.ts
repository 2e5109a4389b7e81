import { z } from 'zod';

/**
 * A list in the answer of somebody we do not trust with our time or memory. The first member that is none ends the look
 * at it: zod's own list describes each of them, and an answer of eight megabytes can hold four million.
 */
export function listOf<T>(member: z.ZodType<T>) {
  return z.array(z.unknown()).transform((all, context) => {
    const members: T[] = [];
    for (const one of all) {
      const { data, success } = member.safeParse(one);
      if (!success) {
        context.addIssue('a member of the list is none');
        return z.NEVER;
      }
      members.push(data);
    }
    return members;
  });
}
