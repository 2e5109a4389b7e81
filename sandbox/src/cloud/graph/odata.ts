import type { Request } from 'express';
import { badRequest } from './graph-error.ts';

/** The value of `property eq 'value'`; quotes inside are doubled. @throws {GraphError} 400 for any other filter. */
export function filterValue(filter: unknown, property: string): string {
  const match = /^\s*([\w/]+)\s+eq\s+'((?:[^']|'')*)'\s*$/i.exec(String(filter ?? ''));
  const [, name = '', value = ''] = match ?? [];
  if (name.toLowerCase() !== property.toLowerCase()) {
    throw badRequest(`Only the filter ${property} eq '…' is supported here.`);
  }
  return value.replaceAll("''", "'");
}

/** The properties that `$select` names; everything without it. */
export function selected(req: Request, entity: Record<string, unknown>): Record<string, unknown> {
  const names = String(req.query.$select ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  if (names.length === 0) return entity;
  return Object.fromEntries(Object.entries(entity).filter(([name]) => names.includes(name) || name === 'id'));
}

/** The id at the end of a `…@odata.bind` reference to one of a collection's members. */
export function boundId(reference: unknown, collection: string): string {
  const match = new RegExp(`/${collection}(?:/([^/'()]+)|\\('([^']+)'\\))$`).exec(String(reference ?? ''));
  const id = match?.[1] ?? match?.[2];
  if (id === undefined) throw badRequest(`A reference to one of ${collection} was expected.`);
  return id;
}
