import { audit } from '#modules/identity/server.ts';
import { readPublic } from '#modules/movement/server.ts';
import type { PublicFigures } from '#modules/movement/index.ts';
import { treeOf } from '#modules/organisations/server.ts';
import type { Context } from '#platform/http/context.ts';
import { refuse } from '../../domain/refusals.ts';
import { clientOf } from '../oauth/client-of.ts';

/**
 * The newest frozen figures of a unit, as everybody may see them, to a client of that unit or of one above it.
 *
 * @throws Refusal as `clientOf`; unit-not-yours (404); movement/nothing-published (404)
 */
export async function readFigures(
  context: Context,
  { unit }: { readonly unit?: number | undefined },
): Promise<PublicFigures> {
  const receiver = await clientOf(context, 'figures.read');
  const unitId = unit ?? receiver.unit_id;
  const tree = await treeOf(context.db);
  if (!tree.find(unitId) || !tree.isWithin(unitId, receiver.unit_id)) return refuse('unit-not-yours');
  const figures = await readPublic(context, unitId);
  const detail = { receiver: receiver.id, day: figures.day };
  await context.db
    .transaction()
    .execute((tx) => audit(tx, context, { action: 'interop.pull-figures', unitId, detail }));
  return figures;
}
