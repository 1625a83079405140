import { NATION_ID, type Unit, type UnitKind } from './unit.ts';

/** The tree of `line` in memory. Unknown ids give nothing, never an error. */
export interface Tree {
  /** Number of the tree version that the database holds as closure. */
  readonly treeId: number;
  /** Every unit, also closed ones, by id. */
  readonly units: ReadonlyMap<number, Unit>;
  find(id: number): Unit | undefined;
  /** Direct children in force, in the order of their codes, then names. */
  children(id: number): readonly Unit[];
  /** From the nation down to the parent, without the unit. */
  ancestors(id: number): readonly Unit[];
  /** True when `id` is `ancestorId` or stands anywhere below it. */
  isWithin(id: number, ancestorId: number): boolean;
  /** Every unit in force below `id`, without it, parents before children. */
  descendants(id: number, kind?: UnitKind): readonly Unit[];
  /** The unit of that kind on the way up, the unit itself included. */
  ancestorOfKind(id: number, kind: UnitKind): Unit | undefined;
  /** part_key of every commune in force. */
  partKeys(): readonly number[];
}

/** @param today `YYYY-MM-DD`; closed units are known and have no place among children */
export function makeTree(treeId: number, list: readonly Unit[], today: string): Tree {
  const units = new Map(list.map((unit) => [unit.id, unit]));
  const children = new Map<number, Unit[]>();
  for (const unit of list) {
    if (unit.parentId === null || unit.validTo <= today) continue;
    const siblings = children.get(unit.parentId);
    if (siblings) siblings.push(unit);
    else children.set(unit.parentId, [unit]);
  }
  for (const siblings of children.values()) siblings.sort(byCodeThenName);

  function ancestors(id: number): Unit[] {
    const way: Unit[] = [];
    let parent = units.get(id)?.parentId ?? null;
    while (parent !== null && way.length < 16) {
      const unit = units.get(parent);
      if (!unit) break;
      way.unshift(unit);
      parent = unit.parentId;
    }
    return way;
  }

  function descendants(id: number, kind?: UnitKind): Unit[] {
    const found: Unit[] = [];
    const waiting = [...(children.get(id) ?? [])].reverse();
    for (let unit = waiting.pop(); unit; unit = waiting.pop()) {
      if (!kind || unit.kind === kind) found.push(unit);
      waiting.push(...[...(children.get(unit.id) ?? [])].reverse());
    }
    return found;
  }

  const ancestorOfKind = (id: number, kind: UnitKind): Unit | undefined => {
    const self = units.get(id);
    return self?.kind === kind ? self : ancestors(id).findLast((unit) => unit.kind === kind);
  };

  return {
    treeId,
    units,
    find: (id) => units.get(id),
    children: (id) => children.get(id) ?? [],
    ancestors,
    descendants,
    ancestorOfKind,
    isWithin: (id, ancestorId) =>
      units.has(id) && (id === ancestorId || ancestors(id).some((unit) => unit.id === ancestorId)),
    partKeys: () => descendants(NATION_ID, 'commune').map((unit) => unit.partKey),
  };
}

function byCodeThenName(left: Unit, right: Unit): number {
  if (left.code !== right.code) return left.code < right.code ? -1 : 1;
  return left.name < right.name ? -1 : left.name > right.name ? 1 : left.id - right.id;
}
