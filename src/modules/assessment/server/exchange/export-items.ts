import { FILES, type Format } from '../../domain/exchange/formats.ts';
import { refuse } from '../../domain/refusals.ts';
import { type Asking, editedUnit } from './rights.ts';
import { listUnitItems } from './unit-items.store.ts';
import { writeExchanged } from './write-file.ts';

/**
 * Questions of a unit as a file of a format; what the format cannot hold is left out and counted in a header.
 *
 * @param wanted ids; all of the unit where there is none
 * @throws Refusal assessment/item-not-found when none of them is the unit's
 */
export async function exportUnitItems(
  context: Asking,
  unitId: number,
  format: Format,
  wanted: readonly string[],
): Promise<Response> {
  await editedUnit(context, unitId);
  const rows = await listUnitItems(context.db, unitId);
  const chosen = wanted.length === 0 ? rows : rows.filter(({ id }) => wanted.includes(id));
  if (chosen.length === 0) return refuse('item-not-found');
  const { bytes, refused } = await writeExchanged(
    chosen.map(({ id, content }) => ({ ...content, name: content.name || id })),
    format,
  );
  const { ending, type } = FILES[format];
  return new Response(bytes as Uint8Array<ArrayBuffer>, {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="cau-hoi-${unitId}.${ending}"`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
      'x-left-out': String(refused.length),
    },
  });
}
