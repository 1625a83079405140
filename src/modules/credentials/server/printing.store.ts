import type { Db, Tx } from '#platform/database/connect.ts';
import type { CredentialRow } from './credential.store.ts';
import type { CredentialsTables } from './tables.ts';

type Reader = Db<CredentialsTables> | Tx<CredentialsTables>;

export interface Batch {
  /** The unit and all below it: where people live. */
  readonly units: readonly number[];
  /** First and last day of issue, `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
}

const inBatch = (db: Reader, { units, from, to }: Batch) =>
  db
    .selectFrom('credentials.credentials as c')
    .innerJoin('identity.pub_homes as h', (join) =>
      join.onRef('h.part_key', '=', 'c.part_key').onRef('h.person_id', '=', 'c.person_id'),
    )
    .where('h.home_unit_id', 'in', units)
    .where('c.issued_on', '>=', from)
    .where('c.issued_on', '<=', to)
    .where('c.revoked_at', 'is', null);

export async function countByForm(db: Reader, batch: Batch): Promise<{ form: string; count: number }[]> {
  const rows = await inBatch(db, batch)
    .select(({ fn }) => ['c.form', fn.countAll<string>().as('count')])
    .groupBy('c.form')
    .orderBy('c.form')
    .execute();
  return rows.map(({ form, count }) => ({ form, count: Number(count) }));
}

/** At most so many, oldest first. */
export async function listBatch(
  db: Reader,
  batch: Batch & { readonly form: string; readonly most: number },
): Promise<(CredentialRow & { readonly home_unit_id: number | null })[]> {
  return inBatch(db, batch)
    .selectAll('c')
    .select('h.home_unit_id')
    .where('c.form', '=', batch.form)
    .orderBy('c.issued_at')
    .orderBy('c.id')
    .limit(batch.most)
    .execute();
}
