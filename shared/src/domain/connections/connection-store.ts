import type { Connection } from './connection.ts';

export interface ConnectionStore {
  get(id: string): Promise<Connection | null>;
  all(): Promise<readonly Connection[]>;
}
