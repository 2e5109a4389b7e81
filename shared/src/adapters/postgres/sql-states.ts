import pg from 'pg';

/** @see {@link https://www.postgresql.org/docs/current/errcodes-appendix.html} */
const UNIQUE_VIOLATION = '23505';

/** Whether a statement failed because of this constraint or index. */
export const isUniqueViolation = (error: unknown, constraint: string): boolean =>
  error instanceof pg.DatabaseError && error.code === UNIQUE_VIOLATION && error.constraint === constraint;
