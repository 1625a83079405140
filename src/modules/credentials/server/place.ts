import type { Context } from '#platform/http/context.ts';
import type { StatusPlace } from '../domain/status.ts';
import type { CredentialRow } from './credential.store.ts';
import { drawPlace } from './status.ts';
import { markSlot, notePlace } from './status.store.ts';
import type { CredentialsTables } from './tables.ts';

/** Where the bit of a credential stands; one of before status lists is given its place now. */
export async function placeOfStatus(
  context: Context<CredentialsTables>,
  row: CredentialRow,
): Promise<StatusPlace> {
  if (row.status_list !== null && row.status_slot !== null)
    return { list: row.status_list, slot: row.status_slot };
  const drawn = await drawPlace(context);
  const place = await notePlace(context.db, row.part_key, row.id, drawn);
  if (row.revoked_at) await markSlot(context.db, place);
  return place;
}
