import type { Tree, Unit } from '#modules/organisations/index.ts';
import type { Context } from '#platform/http/context.ts';
import { compare, LEAST_SIMILAR, places, similarTo, type Counted } from '../domain/similar.ts';
import type { Reach, SimilarView } from '../domain/similar-contract.ts';
import en from '../messages/en.json' with { type: 'json' };
import vi from '../messages/vi.json' with { type: 'json' };
import { indicatorAsked, nameIndicator } from './asked.ts';
import { indicatorsOf, policyOf } from './content.ts';
import { csvFile, Decimal } from '#platform/http/csv.ts';
import { denominatorOf } from './populations.ts';
import { findSnapshot, listPublished } from './publications.store.ts';
import { measure, requireFigures } from './read-overview.ts';
import type { MovementTables } from './tables.ts';
import { nameOf, type Measuring } from './targets.ts';

type Asking = Context<MovementTables>;
interface Query {
  readonly indicator?: string | undefined;
  readonly reach: Reach;
}

/**
 * A unit among units like it. Of the others only what was made public is told.
 *
 * @throws Refusal organisations/sign-in-first, organisations/not-found, movement/not-found (no such indicator)
 */
export async function readSimilar(context: Asking, unitId: number, query: Query): Promise<SimilarView> {
  const unit = await requireFigures(context, unitId);
  const measuring = await measure(context);
  const { tree, release, today } = measuring;
  const computed = indicatorsOf(release).filter(({ source }) => source === 'computed');
  const indicator = indicatorAsked(computed, query.indicator);
  const year = Number(today.slice(0, 4));
  const me = candidate(measuring, unit, indicator.group, year);
  const similar = similarTo(
    me,
    unitsWithin(tree, unit, query.reach).map((one) => candidate(measuring, one, indicator.group, year)),
  );
  const snapshot = await findSnapshot(context.db);
  const rows = snapshot
    ? await listPublished(context.db, snapshot.day, [unit.id, ...similar.map(({ id }) => id)])
    : [];
  const least = policyOf(release).percent.least_denominator;
  const told = rows.flatMap((row): Counted[] =>
    row.indicator === indicator.code &&
    (row.denominator ?? 0) >= least &&
    (row.state === 'shown' || row.unit_id === unit.id)
      ? [{ id: row.unit_id, num: row.num, people: row.denominator! }]
      : [],
  );
  const others = told.filter(({ id }) => id !== unit.id).length;
  const enough = others >= LEAST_SIMILAR && told.length > others;
  const compared = enough ? compare(told) : null;
  return {
    unit: nameOf(unit),
    indicator: nameIndicator(indicator),
    indicators: computed.map(nameIndicator),
    reach: query.reach,
    day: snapshot?.day ?? null,
    like: { division: unit.division, people: me.people },
    similar: similar.length,
    told: others,
    comparison: compared && {
      centre: compared.centre,
      spread: compared.spread,
      place: compared.units.find(({ id }) => id === unit.id)!.place,
      // By name within a place: the order tells nothing of the share.
      units: compared.units
        .map((one) => ({ ...one, ...namesOf(tree, one.id) }))
        .toSorted(
          (left, right) =>
            places.indexOf(left.place) - places.indexOf(right.place) ||
            left.name.localeCompare(right.name, 'vi') ||
            left.id - right.id,
        ),
    },
  };
}

const candidate = ({ populations, tree }: Measuring, unit: Unit, group: string, year: number) => ({
  id: unit.id,
  kind: unit.kind,
  division: unit.division,
  people: denominatorOf(populations, tree, unit.id, group, year)?.value ?? null,
});

/** Units of the same kind in the whole nation, or below the unit above. */
const unitsWithin = (tree: Tree, unit: Unit, reach: Reach): readonly Unit[] =>
  reach === 'province' && unit.parentId !== null
    ? tree.children(unit.parentId)
    : tree.descendants(tree.ancestors(unit.id)[0]?.id ?? unit.id, unit.kind);

function namesOf(tree: Tree, id: number) {
  const province = tree.find(id)!.kind === 'commune' ? tree.ancestorOfKind(id, 'province') : undefined;
  return { name: tree.find(id)!.name, province: province?.name ?? null };
}

/** The table as a file. */
export async function similarFile(context: Asking, unitId: number, query: Query): Promise<Response> {
  const view = await readSimilar(context, unitId, query);
  const words = context.language === 'vi' ? vi : en;
  const head = ['unit', 'province', 'place', 'num', 'people', 'share', 'low', 'high', 'from', 'to'] as const;
  return csvFile(`so-sanh-${unitId}-${view.day ?? ''}.csv`, context.language, [
    head.map((key) => words[`similar.column.${key}`]),
    ...(view.comparison?.units ?? []).map((one) => [
      one.name,
      one.province,
      words[`similar.place.${one.place}`],
      one.num,
      one.people,
      ...[one.share, one.low, one.high, one.expected.low, one.expected.high].map(
        (share) => new Decimal(share * 100),
      ),
    ]),
  ]);
}
