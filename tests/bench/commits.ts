import pg from 'pg';

/** The least a database can do to remember something: one row, one commit. */
export interface Commits {
  commit(): Promise<void>;
  /** Puts `count` rows in one commit, to be updated afterwards. @returns their ids. */
  fill(count: number): Promise<readonly string[]>;
  /** Changes one row and reads it back, in a commit of its own. */
  update(id: string): Promise<void>;
  /** Removes the table. */
  close(): Promise<void>;
}

/** @param ownerUrl a role that may create tables: those of the same server as what is compared. */
export async function openCommits(ownerUrl: string, connections: number): Promise<Commits> {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: connections });
  // A server that is stopped at the end may be faster than the pool in saying so.
  pool.on('error', () => undefined);
  await pool.query(
    `create table bench_rows (id bigint generated always as identity primary key, value text not null, state text not null default 'pending')`,
  );
  return {
    async commit() {
      const text = 'insert into bench_rows (value) values ($1)';
      await pool.query({ name: 'bench-insert', text, values: ['here'] });
    },
    async fill(count) {
      const { rows } = await pool.query<{ id: string }>(
        `insert into bench_rows (value) select 'row ' || n from generate_series(1, $1) n returning id`,
        [count],
      );
      return rows.map(({ id }) => id);
    },
    async update(id) {
      const text = `update bench_rows set state = 'sent' where id = $1 returning *`;
      await pool.query({ name: 'bench-update', text, values: [id] });
    },
    async close() {
      await pool.query('drop table bench_rows');
      await pool.end();
    },
  };
}
