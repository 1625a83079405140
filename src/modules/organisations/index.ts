export * from './domain/contract.ts';
export * from './domain/axis-contract.ts';
export { mayStandOn, sideAxes, type SideAxis } from './domain/axis.ts';
export { splitName } from './domain/name.ts';
export type { Tree } from './domain/tree.ts';
export {
  axes,
  communeId,
  mayStandUnder,
  nationalKinds,
  NATION_ID,
  provinceId,
  unitKinds,
  type Axis,
  type Unit,
  type UnitKind,
} from './domain/unit.ts';
