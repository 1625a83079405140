import { treeOf } from '#modules/organisations/server.ts';
import type { Context } from '#platform/http/context.ts';
import type { ReceivedBundle } from '../../domain/federation/contract.ts';
import { indicatorsOf } from '../content.ts';
import { isCounted } from '../populations.ts';
import { requireFigures } from '../read-overview.ts';
import type { MovementTables } from '../tables.ts';
import { nameOf } from '../targets.ts';
import { listReceived, listReceivedTotals } from './federation.store.ts';

const MOST_BUNDLES = 100;

/** What other installations sent of a unit and of those below it, for staff who may see its figures. */
export async function readReceived(context: Context<MovementTables>, unitId: number) {
  const unit = await requireFigures(context, unitId);
  const tree = await treeOf(context.db);
  const units = [unit, ...tree.descendants(unit.id).filter(isCounted)];
  const bundles = await listReceived(
    context.db,
    units.map((one) => one.id),
    MOST_BUNDLES,
  );
  const totals = Map.groupBy(
    await listReceivedTotals(
      context.db,
      bundles.map((one) => one.digest),
    ),
    (row) => row.digest,
  );
  const indicators = new Map(indicatorsOf(context.content()).map((one) => [one.code, one.name]));
  return {
    unit: nameOf(unit),
    bundles: bundles.map((one): ReceivedBundle => ({
      digest: one.digest,
      unit: nameOf(tree.find(one.unit_id)!),
      day: one.day,
      sequence: one.sequence,
      receivedAt: one.received_at.toISOString(),
      product: one.product,
      invented: one.invented,
      key: one.key_id,
      totals: (totals.get(one.digest) ?? [])
        .toSorted((left, right) => (left.indicator < right.indicator ? -1 : 1))
        .map(({ indicator, num }) => ({ indicator, name: indicators.get(indicator) ?? null, num })),
    })),
  };
}
