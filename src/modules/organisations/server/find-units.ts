import type { Context } from '#platform/http/context.ts';
import { fold } from '#platform/text/fold.ts';
import type { Resolution, UnitDetail, UnitHits } from '../domain/contract.ts';
import { refuse } from '../domain/refusals.ts';
import { OPEN_END, type UnitKind } from '../domain/unit.ts';
import { directoryOf, summarise } from './directory.ts';
import { findClosing } from './units.store.ts';

type Asking = Pick<Context, 'db'>;
const MOST_CANDIDATES = 12;
const MOST_FORMERLY = 5;

export async function findUnits(
  { db }: Asking,
  query: { q: string; kind?: UnitKind | undefined; within?: number | undefined; limit: number },
): Promise<UnitHits> {
  const { tree, search, addresses } = await directoryOf(db);
  const hits = search.find(query.q, query);
  const wanted = !query.kind || query.kind === 'commune';
  const old = wanted
    ? addresses
        .resolve(query.q)
        .filter(
          ({ old, unit }) => old && (query.within === undefined || tree.isWithin(unit.id, query.within)),
        )
    : [];
  return {
    units: hits.map(({ unit, via }) => ({ ...summarise(tree, unit), via: via ?? null })),
    formerly: old
      .slice(0, MOST_FORMERLY)
      .map(({ unit, old }) => ({ unit: summarise(tree, unit), old: old! })),
  };
}

export async function findAddress({ db }: Asking, address: string): Promise<Resolution> {
  const { tree, addresses } = await directoryOf(db);
  const matches = addresses.resolve(address);
  return {
    matches: matches
      .slice(0, MOST_CANDIDATES)
      .map(({ unit, old }) => ({ unit: summarise(tree, unit), old: old ?? null })),
    total: matches.length,
  };
}

/** @throws Refusal organisations/not-found */
export async function readUnit({ db }: Asking, unitId: number): Promise<UnitDetail> {
  const { tree, predecessors, formerNames, otherNames } = await directoryOf(db);
  const unit = tree.find(unitId);
  if (!unit) return refuse('not-found');
  const closing = unit.validTo === OPEN_END ? undefined : await findClosing(db, unitId);
  const successor = tree.find(closing?.successorId ?? 0);
  return {
    ...summarise(tree, unit),
    partKey: unit.partKey,
    parentId: unit.parentId,
    validFrom: unit.validFrom,
    validTo: unit.validTo === OPEN_END ? null : unit.validTo,
    successor: successor ? summarise(tree, successor) : null,
    path: tree.ancestors(unitId).map((above) => summarise(tree, above)),
    children: tree.children(unitId).map((child) => summarise(tree, child)),
    formerly: (predecessors.get(unitId) ?? []).map(({ ward, district, province }) => ({
      ward,
      district,
      province,
    })),
    formerNames: formerNames
      .filter((one) => one.unitId === unitId)
      .map(({ name, validTo }) => ({ name, until: validTo })),
    otherNames: otherNames.filter((one) => one.unitId === unitId).map((one) => one.name),
  };
}

/**
 * The name used here for what a plan calls otherwise; the text itself when no other name is known.
 *
 * @example canonicalTerm(context, 'Tổ công nghệ số cộng đồng') → 'Tổ chuyển đổi số cộng đồng'
 */
export async function canonicalTerm({ db }: Asking, text: string): Promise<string> {
  return (await directoryOf(db)).terms.get(fold(text)) ?? text;
}
