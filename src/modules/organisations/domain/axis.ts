import type { Axis, UnitKind } from './unit.ts';

/** Lines of authority beside the state's own. `professional` is the sector: ministry, department, school; association, enterprise. */
export const sideAxes = ['professional', 'union', 'party', 'police'] as const satisfies readonly Axis[];
export type SideAxis = (typeof sideAxes)[number];

const STANDS: Readonly<Record<SideAxis, readonly UnitKind[]>> = {
  professional: ['agency', 'school', 'enterprise', 'cooperative'],
  union: ['union'],
  party: ['agency', 'union'],
  police: ['police'],
};
/** Whether a unit of that kind may stand on an axis. Places of the national list never do: they are the state's line. */
export const mayStandOn = (axis: SideAxis, kind: UnitKind): boolean => STANDS[axis].includes(kind);

/** One place on an axis; days `YYYY-MM-DD`, `to` the first day it is no more. */
export interface Edge {
  readonly unitId: number;
  readonly parentId: number;
  readonly from: string;
  readonly to: string;
}

export interface Path {
  readonly ancestorId: number;
  readonly descendantId: number;
  readonly depth: number;
}

/**
 * Every way up along these parents, each unit that stands somewhere with itself at depth 0.
 *
 * @param parents unit → its parent; parents without one of their own are roots
 */
export function closureOf(parents: ReadonlyMap<number, number>): Path[] {
  const paths: Path[] = [];
  for (const unit of new Set([...parents.keys(), ...parents.values()])) {
    const seen = new Set<number>();
    for (let at: number | undefined = unit; at !== undefined && !seen.has(at); at = parents.get(at)) {
      paths.push({ ancestorId: at, descendantId: unit, depth: seen.size });
      seen.add(at);
    }
  }
  return paths;
}

/** Whether the parent stands below the unit already, or is it. */
export function makesLoop(parents: ReadonlyMap<number, number>, unitId: number, parentId: number): boolean {
  const seen = new Set<number>();
  for (let at: number | undefined = parentId; at !== undefined && !seen.has(at); at = parents.get(at)) {
    if (at === unitId) return true;
    seen.add(at);
  }
  return false;
}
