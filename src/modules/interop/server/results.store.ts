import type { Db, Tx } from '#platform/database/connect.ts';
import { HANDING_ON } from './agreement.ts';
import type { InteropTables } from './tables.ts';

export interface ResultRow {
  readonly part_key: number;
  readonly person_id: string;
  readonly credential_id: string;
  readonly home_unit_id: number | null;
  /** `YYYY-MM-DD` */
  readonly issued_on: string;
}

/**
 * Confirmations of people who live in one of these units, everybody's without, and whose last word on handing on is yes;
 * at most `most`, oldest first, from behind `after`.
 */
export async function listAgreed(
  db: Db<InteropTables> | Tx<InteropTables>,
  asked: {
    readonly units: readonly number[] | undefined;
    readonly from?: string | undefined;
    readonly to?: string | undefined;
    readonly group?: string | undefined;
    readonly after?: { readonly day: string; readonly id: string } | undefined;
    readonly most: number;
  },
): Promise<ResultRow[]> {
  let rows = db
    .selectFrom('credentials.pub_confirmations as c')
    .innerJoin('identity.pub_homes as h', (join) =>
      join.onRef('h.part_key', '=', 'c.part_key').onRef('h.person_id', '=', 'c.person_id'),
    )
    .innerJoin('identity.pub_consents as said', (join) =>
      join
        .onRef('said.part_key', '=', 'c.part_key')
        .onRef('said.person_id', '=', 'c.person_id')
        .on('said.purpose', '=', HANDING_ON)
        .on('said.given', '=', true),
    )
    // A word is the last one when no other came after it.
    .leftJoin('identity.pub_consents as after', (join) =>
      join
        .onRef('after.part_key', '=', 'said.part_key')
        .onRef('after.person_id', '=', 'said.person_id')
        .on('after.purpose', '=', HANDING_ON)
        .on(({ or, and, eb, ref }) =>
          or([
            eb('after.at', '>', ref('said.at')),
            and([eb('after.at', '=', ref('said.at')), eb('after.id', '>', ref('said.id'))]),
          ]),
        ),
    )
    .where('after.id', 'is', null);
  const { units, from, to, after } = asked;
  if (units) rows = rows.where('h.home_unit_id', 'in', units);
  if (from !== undefined) rows = rows.where('c.issued_on', '>=', from);
  if (to !== undefined) rows = rows.where('c.issued_on', '<=', to);
  if (after)
    rows = rows.where(({ or, and, eb }) =>
      or([
        eb('c.issued_on', '>', after.day),
        and([eb('c.issued_on', '=', after.day), eb('c.credential_id', '>', after.id)]),
      ]),
    );
  if (asked.group !== undefined) rows = rows.where('c.group_code', '=', asked.group);
  return rows
    .select(['c.part_key', 'c.person_id', 'c.credential_id', 'c.issued_on', 'h.home_unit_id'])
    .orderBy('c.issued_on')
    .orderBy('c.credential_id')
    .limit(asked.most)
    .execute();
}
