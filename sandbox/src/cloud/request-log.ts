/** One request that reached the cloud, or one it sent. */
export interface LoggedRequest {
  readonly at: Date;
  readonly direction: 'in' | 'out';
  /** Which part of the cloud: `entra.token`, `graph.meetings`, `connector`, … */
  readonly target: string;
  readonly method: string;
  /** Path without query for requests received; the whole address for requests sent. */
  readonly url: string;
  /** `null` while it is being answered, and when the answer was withheld or never came. */
  readonly status: number | null;
  /** The fault that was applied, if any. */
  readonly fault: string | null;
}

/** The newest requests, oldest first. */
export interface RequestLog {
  add(request: LoggedRequest): void;
  list(target?: string): readonly LoggedRequest[];
  clear(): void;
}

export function createRequestLog(capacity = 5000): RequestLog {
  let entries: LoggedRequest[] = [];
  return {
    add(request) {
      entries.push(request);
      if (entries.length > capacity) entries = entries.slice(-Math.ceil(capacity / 2));
    },
    list: (target) =>
      entries
        .filter((entry) => target === undefined || matchesTarget(target, entry.target))
        .map((entry) => ({ ...entry })),
    clear() {
      entries = [];
    },
  };
}

/** Whether `target` is `pattern` or a part of it: `graph` covers `graph.meetings`. */
export function matchesTarget(pattern: string, target: string): boolean {
  return target === pattern || target.startsWith(`${pattern}.`);
}
