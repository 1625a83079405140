// sql-only-in-stores
import { sql } from 'kysely';
export const wrong = sql;
