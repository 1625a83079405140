import { vietnamDay } from '#platform/time/vietnam.ts';
import type { Db } from '#platform/database/connect.ts';
import { makeAddressBook, type AddressBook } from '../domain/address.ts';
import type { UnitSummary } from '../domain/contract.ts';
import type { Predecessor } from '../domain/national-list.ts';
import { makeSearch, type OtherName, type UnitSearch } from '../domain/search.ts';
import type { Tree } from '../domain/tree.ts';
import type { Unit } from '../domain/unit.ts';
import { listAliases, listFormerNames, listPredecessors, readLoaded } from './names.store.ts';
import { treeOf } from './tree.ts';

/** A tree with everything by which its units are found. */
export interface Directory {
  readonly tree: Tree;
  readonly search: UnitSearch;
  readonly addresses: AddressBook;
  readonly predecessors: ReadonlyMap<number, readonly Predecessor[]>;
  readonly formerNames: readonly {
    readonly unitId: number;
    readonly name: string;
    readonly validTo: string;
  }[];
  readonly otherNames: readonly OtherName[];
  /** What plans call by another name, folded → the name used here. */
  readonly terms: ReadonlyMap<string, string>;
}

const made = new WeakMap<Tree, Promise<Directory>>();

/** Made once for each tree that is read, at the first question. */
export async function directoryOf(db: Db): Promise<Directory> {
  const tree = await treeOf(db);
  const known = made.get(tree);
  if (known) return known;
  const directory = makeDirectory(db, tree);
  made.set(tree, directory);
  directory.catch(() => made.delete(tree));
  return directory;
}

async function makeDirectory(db: Db, tree: Tree): Promise<Directory> {
  const [aliases, formerNames] = await Promise.all([listAliases(db), listFormerNames(db)]);
  // clock: the directory is made once for a tree of a day, not for a request
  const today = vietnamDay(new Date());
  const otherNames = aliases
    .filter((alias) => alias.unitId !== 0)
    .map(({ unitId, written }) => ({ unitId, name: written }));
  return {
    tree,
    ...(await pastOf(db, tree, otherNames, today)),
    search: makeSearch(tree, [...otherNames, ...formerNames], today),
    formerNames,
    otherNames,
    terms: new Map(
      aliases.filter((alias) => alias.unitId === 0).map((alias) => [alias.folded, alias.canonical]),
    ),
  };
}

type Past = Pick<Directory, 'addresses' | 'predecessors'>;
const pasts = new WeakMap<Db, { readonly key: string; readonly past: Past }>();

/** Old addresses change with the national list and the names of provinces only, not with every unit that staff add. */
async function pastOf(db: Db, tree: Tree, otherNames: readonly OtherName[], today: string): Promise<Past> {
  const ofProvinces = otherNames.filter((one) => tree.find(one.unitId)?.kind === 'province');
  const key = JSON.stringify([await readLoaded(db), today, ofProvinces]);
  const known = pasts.get(db);
  if (known?.key === key) return known.past;
  const list = await listPredecessors(db);
  const predecessors = new Map<number, Predecessor[]>();
  for (const one of list) {
    const own = predecessors.get(one.unitId);
    if (own) own.push(one);
    else predecessors.set(one.unitId, [one]);
  }
  const past = { addresses: makeAddressBook(tree, list, ofProvinces, today), predecessors };
  pasts.set(db, { key, past });
  return past;
}

export function summarise(tree: Tree, unit: Unit): UnitSummary {
  const above = tree.ancestors(unit.id).slice(1).reverse();
  return {
    id: unit.id,
    kind: unit.kind,
    division: unit.division,
    code: unit.code,
    name: unit.name,
    place: above.map((one) => one.name).join(', '),
  };
}
