import { sql } from 'kysely';
export const question = sql`SELECT 1`;
