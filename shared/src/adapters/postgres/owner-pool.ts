import pg from 'pg';

/**
 * Sessions of the schema's owner, for a command that ends soon. One that is lost once it is idle is no failure: what it
 * was for is done.
 */
export function ownerPool(ownerUrl: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString: ownerUrl, max });
  pool.on('error', () => undefined);
  return pool;
}
