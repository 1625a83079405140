import type { Tally } from '../domain/signal-detection.ts';

export interface PracticeTables {
  'practice.events': {
    part_key: number;
    id: string;
    person_id: string;
    scene_id: string;
    kind: 'run' | 'round' | 'witnessed';
    mode: 'watch' | 'with-me' | 'alone' | 'changed' | 'for-real';
    is_done: boolean;
    help: number;
    seconds: number;
    /** JSON: counts of a run, tally of a round. */
    detail: string;
    tapped_by: string;
    witness_id: string | null;
    at: Date;
    received_at: Date;
    release: string;
  };
  'practice.witness_codes': {
    code: string;
    part_key: number;
    person_id: string;
    scene_id: string;
    event_id: string;
    until: Date;
    confirmed_at: Date | null;
  };
}

/** The goes of one person at one scene in one mode, added up by the database. */
export interface SummedRow {
  readonly scene_id: string;
  readonly mode: PracticeTables['practice.events']['mode'];
  readonly done: number;
  readonly help: number | null;
  readonly tally: Tally | null;
  readonly updated_at: Date;
}
