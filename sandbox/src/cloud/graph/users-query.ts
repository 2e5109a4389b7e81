import type { Request } from 'express';
import { badRequest } from './graph-error.ts';

type User = Readonly<Record<string, unknown>>;

const NEEDS_HEADER =
  "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'";

/** What Graph's index takes apart into words; of all else it compares the beginning. */
const IN_WORDS = new Set(['displayName', 'description']);
const SEARCHABLE = new Set([...IN_WORDS, 'mail', 'userPrincipalName', 'givenName', 'surname']);

/**
 * Whom a request for users is about: `$search="displayName:ann" OR "userPrincipalName:ann"`, and `$filter` of `eq` and
 * `startswith`, joined by `and`. Everybody without them.
 *
 * @throws {GraphError} 400
 * @see {@link https://learn.microsoft.com/graph/search-query-parameter}
 */
export function userMatcher(req: Pick<Request, 'query' | 'headers'>): (user: User) => boolean {
  const { $search, $filter } = req.query;
  const isFound = typeof $search === 'string' ? searchOf($search, req.headers.consistencylevel) : null;
  const isKept = $filter === undefined ? null : filterOf(String($filter));
  return (user) => (isFound?.(user) ?? true) && (isKept?.(user) ?? true);
}

/** @returns how many at most; @throws {GraphError} 400 */
export function pageSize($top: unknown): number {
  if ($top === undefined) return 100;
  const size = Number($top);
  if (Number.isInteger(size) && size >= 1 && size <= 999) return size;
  throw badRequest(
    `Invalid page size specified: '${String($top)}'. Must be between 1 and 999 inclusive.`,
    'Request_UnsupportedQuery',
  );
}

function searchOf(search: string, consistency: unknown): (user: User) => boolean {
  if (consistency !== 'eventual') throw badRequest(NEEDS_HEADER, 'Request_UnsupportedQuery');
  const clause = /\s*"(\w+):((?:[^"\\]|\\["\\])*)"\s*/y;
  const joint = /(AND|OR)(?=\s)/y;
  // `OR` binds less than `AND`: any of these groups, of which every clause holds.
  const groups: ((user: User) => boolean)[][] = [[]];
  for (let at = 0; ; ) {
    clause.lastIndex = at;
    const [, property = '', escaped = ''] = clause.exec(search) ?? [];
    if (property === '') throw badRequest(`Syntax error: character at position ${at} in '${search}'.`);
    if (!SEARCHABLE.has(property)) {
      throw badRequest(`Property '${property}' cannot be searched.`, 'Request_UnsupportedQuery');
    }
    groups.at(-1)?.push(hasText(property, escaped.replaceAll(/\\(["\\])/g, '$1')));
    if (clause.lastIndex === search.length) break;
    joint.lastIndex = clause.lastIndex;
    const [, word] = joint.exec(search) ?? [];
    if (word === undefined) throw badRequest(`Syntax error: character at position ${clause.lastIndex}.`);
    if (word === 'OR') groups.push([]);
    at = joint.lastIndex;
  }
  return (user) => groups.some((group) => group.every((holds) => holds(user)));
}

function hasText(property: string, text: string): (user: User) => boolean {
  const wanted = text.toLowerCase().trim();
  const textOf = (user: User): string => String(user[property] ?? '').toLowerCase();
  if (!IN_WORDS.has(property)) return (user) => wanted !== '' && textOf(user).startsWith(wanted);
  const words = wordsOf(wanted);
  return (user) => {
    const own = wordsOf(textOf(user));
    return words.length > 0 && words.every((word) => own.some((one) => one.startsWith(word)));
  };
}

function wordsOf(text: string): readonly string[] {
  return text.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

/** An `and` that an even number of quotes follows. */
const OUTSIDE_QUOTES_AND = / and (?=(?:[^']*'[^']*')*[^']*$)/i;
const STARTS = /^startswith\((\w+),\s*'((?:[^']|'')*)'\)$/i;
const EQUALS = /^(\w+) eq (?:'((?:[^']|'')*)'|(true|false))$/i;

function filterOf(filter: string): (user: User) => boolean {
  const checks = filter.split(OUTSIDE_QUOTES_AND).map((part) => {
    const clause = part.trim();
    const [, startsIn, beginning] = STARTS.exec(clause) ?? [];
    const [, property, text, boolean] = EQUALS.exec(clause) ?? [];
    if (startsIn !== undefined) {
      const wanted = unquoted(beginning);
      return (user: User) =>
        String(user[startsIn] ?? '')
          .toLowerCase()
          .startsWith(wanted);
    }
    if (property === undefined) throw badRequest('Invalid filter clause.', 'Request_UnsupportedQuery');
    const wanted = boolean?.toLowerCase() ?? unquoted(text);
    return (user: User) => String(user[property] ?? '').toLowerCase() === wanted;
  });
  return (user) => checks.every((holds) => holds(user));
}

function unquoted(text = ''): string {
  return text.replaceAll("''", "'").toLowerCase();
}
