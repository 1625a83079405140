import type { Tree, Unit } from '#modules/organisations/index.ts';
import type { FigureBundle } from './bundle.ts';

/** What the receiver knows. */
export interface BundleKnowledge {
  readonly tree: Tree;
  /** Unit by code of the national list. */
  readonly byCode: ReadonlyMap<string, Unit>;
  readonly indicators: ReadonlySet<string>;
}

export interface BundleFault {
  readonly reason:
    'unit-unknown' | 'unit-twice' | 'unit-outside' | 'indicator-unknown' | 'no-count' | 'parts-above-whole';
  /** One English line that names the unit or indicator, as the bundle writes it. */
  readonly what: string;
}

/** Everything in a bundle that cannot be: unknown names, counts that are none, parts that are more than their whole. */
export function checkBundle(bundle: FigureBundle, known: BundleKnowledge): BundleFault[] {
  const faults: BundleFault[] = [];
  const speaker = known.byCode.get(bundle.unit);
  const units = new Map<number, FigureBundle['units'][number]>();
  const strange = new Set<string>();
  for (const one of bundle.units) {
    const about = `${one.code} (${one.name})`;
    const unit = known.byCode.get(one.code);
    if (!unit) faults.push({ reason: 'unit-unknown', what: `unit ${about} is not known here` });
    else if (units.has(unit.id)) faults.push({ reason: 'unit-twice', what: `unit ${about} stands twice` });
    else if (!speaker || !known.tree.isWithin(unit.id, speaker.id))
      faults.push({ reason: 'unit-outside', what: `unit ${about} does not stand below unit ${bundle.unit}` });
    else units.set(unit.id, one);
    for (const [indicator, num] of Object.entries(one.figures)) {
      if (!known.indicators.has(indicator)) strange.add(indicator);
      if (num !== null && !(Number.isSafeInteger(num) && num >= 0))
        faults.push({
          reason: 'no-count',
          what: `${indicator} of unit ${about}: ${num} is no count of people`,
        });
    }
  }
  for (const indicator of strange)
    faults.push({ reason: 'indicator-unknown', what: `indicator ${indicator} is not known here` });
  return faults.length > 0 ? faults : checkSums(units, known.tree);
}

/** Each whole against the counts of its parts that may be told: hidden ones can only add to them. */
function checkSums(units: ReadonlyMap<number, FigureBundle['units'][number]>, tree: Tree): BundleFault[] {
  const sums = new Map<number, Map<string, number>>();
  for (const [id, { figures }] of units) {
    const parent = tree.find(id)?.parentId ?? null;
    if (parent === null) continue;
    const sum = sums.get(parent) ?? new Map<string, number>();
    sums.set(parent, sum);
    for (const [indicator, num] of Object.entries(figures))
      sum.set(indicator, (sum.get(indicator) ?? 0) + (num ?? 0));
  }
  return [...units].flatMap(([id, whole]) =>
    [...(sums.get(id) ?? [])].flatMap(([indicator, sum]): BundleFault[] => {
      const num = indicator in whole.figures ? whole.figures[indicator]! : 0;
      if (num === null || sum <= num) return [];
      const what = `${indicator} of unit ${whole.code} (${whole.name}): its parts have ${sum}, the whole ${num}`;
      return [{ reason: 'parts-above-whole', what }];
    }),
  );
}
