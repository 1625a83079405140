import type { Unit } from '#modules/organisations/index.ts';
import { treeOf } from '#modules/organisations/server.ts';
import type { Context } from '#platform/http/context.ts';
import type { ReceivedBundle } from '../../domain/federation/contract.ts';
import { countUntil } from '../../domain/pace.ts';
import { indicatorsOf } from '../content.ts';
import { listFigures } from '../figures.store.ts';
import { isCounted } from '../populations.ts';
import { requireFigures } from '../read-overview.ts';
import type { MovementTables } from '../tables.ts';
import { nameOf } from '../targets.ts';
import { listLivingKeys, listReceived, listReceivedFigures } from './federation.store.ts';

const MOST_BUNDLES = 100;

/**
 * What other installations sent of a unit and of those below it, and what was said of the unit by one above it, beside
 * what is counted here; for staff who may see its figures.
 */
export async function readReceived(context: Context<MovementTables>, unitId: number) {
  const { db } = context;
  const unit = await requireFigures(context, unitId);
  const tree = await treeOf(db);
  const above = new Set(tree.ancestors(unit.id).map(({ id }) => id));
  const senders = [
    ...above,
    unit.id,
    ...tree
      .descendants(unit.id)
      .filter(isCounted)
      .map(({ id }) => id),
  ];
  const bundles = await listReceived(db, senders, MOST_BUNDLES);
  const aboutOf = (sender: number): Unit => (above.has(sender) ? unit : tree.find(sender)!);
  const about = [...new Map(bundles.map(({ unit_id: id }) => [aboutOf(id).id, aboutOf(id)])).values()];
  const [figures, keys, weeks] = await Promise.all([
    listReceivedFigures(
      db,
      bundles.map(({ digest }) => digest),
      about.map(({ id }) => id),
    ),
    listLivingKeys(db, [...new Set(bundles.map((one) => one.key_id))]),
    listFigures(db, about),
  ]);
  const byBundle = Map.groupBy(figures, ({ digest, unit_id: id }) => `${digest} ${id}`);
  const indicators = new Map(indicatorsOf(context.content()).map((one) => [one.code, one.name]));
  const view = (one: (typeof bundles)[number]): ReceivedBundle => {
    const whose = aboutOf(one.unit_id);
    const here = (indicator: string) =>
      countUntil(
        weeks.filter((row) => row.unit_id === whose.id && row.indicator === indicator),
        one.day,
      );
    return {
      digest: one.digest,
      unit: nameOf(tree.find(one.unit_id)!),
      about: nameOf(whose),
      day: one.day,
      sequence: one.sequence,
      receivedAt: one.received_at.toISOString(),
      product: one.product,
      invented: one.invented,
      key: one.key_id,
      keyHolds: keys.has(one.key_id),
      totals: (byBundle.get(`${one.digest} ${whose.id}`) ?? [])
        .toSorted((left, right) => (left.indicator < right.indicator ? -1 : 1))
        .map(({ indicator, num }) => ({
          indicator,
          name: indicators.get(indicator) ?? null,
          num,
          here: here(indicator),
        })),
    };
  };
  return { unit: nameOf(unit), bundles: bundles.map(view) };
}
