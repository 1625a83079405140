import { sql } from 'kysely';

/** The way up from each unit, itself included; from "home not known" to itself and the nation. */
export const ways = (treeId: number) => sql`
  SELECT ancestor_id, descendant_id FROM organisations.pub_tree WHERE tree_id = ${treeId}
  UNION ALL SELECT 0, 0
  UNION ALL SELECT 1, 0`;
