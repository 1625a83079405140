import type { FederationTables } from './federation/tables.ts';

export interface Cell {
  part_key: number;
  unit_id: number;
  indicator: string;
  group_code: string;
  week: string;
  rule_set: string;
  num: number;
}

export interface MovementTables extends FederationTables {
  'movement.facts': {
    part_key: number;
    person_id: string;
    indicator: string;
    unit_id: number;
    group_code: string;
    since: string;
    rule_set: string;
    credential_id: string;
  };
  'movement.turns': { part_key: number; person_id: string; at: Date };
  'movement.deltas': {
    part_key: number;
    id: string;
    unit_id: number;
    indicator: string;
    group_code: string;
    week: string;
    rule_set: string;
    d: number;
  };
  'movement.figures': Cell;
  'movement.staging': Cell;
  'movement.totals': { part_key: number; unit_id: number; indicator: string; year: number; num: number };
  'movement.runs': {
    id: string;
    reason: 'nightly' | 'command' | 'new-tree';
    tree_id: number;
    started_at: Date;
    finished_at: Date;
    facts: number;
    cells: number;
    drift: number;
  };
  'movement.drifts': {
    run_id: string;
    unit_id: number;
    indicator: string;
    group_code: string;
    week: string;
    rule_set: string;
    live: number;
    rebuilt: number;
  };
  'movement.heads': { name: string; value: number };
  'movement.population_batches': {
    id: string;
    unit_id: number;
    source: string;
    source_date: string;
    digest: string;
    state: 'draft' | 'in-force' | 'undone';
    row_count: number;
    created_at: Date;
    created_by: string;
    settled_at: Date | null;
  };
  'movement.populations': {
    unit_id: number;
    group_code: string;
    year: number;
    batch_id: string;
    value: number;
  };
  'movement.snapshots': { day: string; made_at: Date; policy: string };
  'movement.published': {
    day: string;
    unit_id: number;
    indicator: string;
    num: number;
    state: 'shown' | 'small' | 'beside';
    denominator: number | null;
    population_year: number | null;
    percent: number | null;
    percent_edge: '<=' | '>=' | '';
  };
  // Published by other modules.
  'credentials.pub_confirmations': {
    part_key: number;
    person_id: string;
    credential_id: string;
    group_code: string;
    rule_set: string;
    issued_on: string;
    revoked_at: Date | null;
  };
  'identity.pub_homes': { part_key: number; person_id: string; home_unit_id: number | null };
}
