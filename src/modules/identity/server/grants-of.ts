import type { Db } from '#platform/database/connect.ts';
import type { Grant } from '#platform/http/context.ts';
import type { Identity } from '#platform/http/module.ts';
import { listGrantsOf } from './grants.store.ts';
import { findStaff } from './staff.store.ts';

/** Roles that a member of staff has today, for work that she did not ask for herself; none when she is shut out. */
export async function grantsOf(db: Db, person: Identity): Promise<Grant[]> {
  if ((await findStaff(db, person))?.disabled_at) return [];
  return (await listGrantsOf(db, person)).map(({ role, unit_id }) => ({ role, unitId: unit_id }));
}
