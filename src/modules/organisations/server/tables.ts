import type { Generated } from 'kysely';
import type { Axis, UnitKind } from '../domain/unit.ts';

export interface OrganisationsTables {
  'organisations.units': { id: number; part_key: number; kind: UnitKind; code: string; valid_from: string };
  'organisations.unit_names': {
    unit_id: number;
    valid_from: string;
    valid_to: Generated<string>;
    name: string;
    short_name: string;
    folded: string;
    division: string;
  };
  'organisations.unit_closings': {
    unit_id: number;
    closed_on: string;
    successor_id: number | null;
    reason: string;
  };
  'organisations.edges': {
    unit_id: number;
    parent_id: number;
    axis: Axis;
    valid_from: string;
    valid_to: Generated<string>;
  };
  'organisations.tree_versions': {
    id: number;
    valid_from: string;
    valid_to: Generated<string>;
    source: string;
  };
  'organisations.tree': { tree_id: number; ancestor_id: number; descendant_id: number; depth: number };
  'organisations.axis_versions': {
    axis: Axis;
    id: number;
    valid_from: string;
    valid_to: Generated<string>;
  };
  'organisations.axis_tree': {
    axis: Axis;
    tree_id: number;
    ancestor_id: number;
    descendant_id: number;
    depth: number;
  };
  'organisations.aliases': { folded: string; unit_id: Generated<number>; written: string; canonical: string };
  'organisations.predecessors': {
    id: number;
    unit_id: number;
    old_code: string;
    ward: string;
    district: string;
    province: string;
  };
  'organisations.heads': { name: string; value: number };
  'organisations.requests': { id: string; unit_id: number; made_by: string; made_at: Date };
  'organisations.pub_units': {
    id: number;
    part_key: number;
    kind: UnitKind;
    code: string;
    name: string;
    short_name: string;
    folded: string;
    division: string;
    valid_from: string;
    valid_to: string;
    parent_id: number | null;
  };
  'platform.facts': { name: string; value: unknown };
}
