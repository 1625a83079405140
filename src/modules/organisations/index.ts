export * from './domain/contract.ts';
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
