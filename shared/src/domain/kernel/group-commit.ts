/** A thing to store, and who waits for its being stored. */
interface Waiting<T, R> {
  readonly item: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

/** More in one transaction would hold its locks for long. */
const MOST_TOGETHER = 100;

/**
 * Stores what comes while a transaction is under way together in the next one: under load a commit serves many, and
 * without load nobody waits for company. Each caller is answered after the commit that holds its item.
 *
 * @param store stores the items of one group in one transaction, and answers for each in its order. When it fails the
 *   items are stored one by one, so that one that cannot be stored spoils no other.
 * @param groupOf items of different groups are stored independently of each other.
 */
export function groupCommit<T, R>(
  groupOf: (item: T) => string,
  store: (items: readonly T[]) => Promise<readonly R[]>,
): (item: T) => Promise<R> {
  const queues = new Map<string, Waiting<T, R>[]>();

  async function storeTogether(together: readonly Waiting<T, R>[]): Promise<void> {
    try {
      const results = await store(together.map(({ item }) => item));
      for (const [index, { resolve }] of together.entries()) resolve(results[index] as R);
    } catch (error) {
      const [only] = together;
      if (together.length === 1) only?.reject(error);
      else for (const one of together) await storeTogether([one]);
    }
  }

  async function empty(group: string, queue: Waiting<T, R>[]): Promise<void> {
    while (queue.length > 0) await storeTogether(queue.splice(0, MOST_TOGETHER));
    queues.delete(group);
  }

  return (item) =>
    new Promise<R>((resolve, reject) => {
      const group = groupOf(item);
      const waiting = { item, resolve, reject };
      const queue = queues.get(group);
      if (queue !== undefined) {
        queue.push(waiting);
        return;
      }
      const fresh = [waiting];
      queues.set(group, fresh);
      void empty(group, fresh);
    });
}
