import type { Generated } from 'kysely';
import type { CalibrationReport } from '../domain/calibration/calibration-report.ts';
import type { Exchanged, Place, Reading } from '../domain/exchange/exchanged.ts';
import type { Format } from '../domain/exchange/formats.ts';
import type { ItemAct } from '../domain/exchange/steps.ts';
import type { EvidenceDemand } from '../domain/evidence.ts';
import type { ItemParameters } from '../domain/model.ts';
import type { ItemState } from '../domain/register.ts';
import type { SessionState } from '../domain/session-state.ts';
import type { SessionResult } from '../domain/session.ts';
import type { PaperTables } from './paper/tables.ts';

export interface SessionRow {
  part_key: number;
  id: string;
  person_id: string;
  group_code: string;
  rule_set: string;
  bundle: string;
  state: SessionState;
  version: number;
  started_at: Date;
  finished_at: Date | null;
  verdict: 'passed' | 'not-passed' | 'not-enough-evidence' | 'replaced' | null;
  result: SessionResult | null;
  /** The bundle that computed the result, when it is not `bundle`. */
  scored_by: string | null;
  /** When it ends by itself; null where nobody is hurried. */
  deadline_at: Date | null;
  /** Since when the open question is before her. */
  served_at: Date | null;
  /** The supervised sitting it was taken in. */
  sitting_id: string | null;
  /** Since when an invigilator has stopped it. */
  paused_at: Date | null;
  /** After an appeal another try may follow without waiting. */
  waiting_waived: boolean;
  /** What the unit asked to be done when it began, over what its rules ask. */
  evidence: EvidenceDemand | null;
}

export interface SittingRow {
  part_key: number;
  id: string;
  unit_id: number;
  group_code: string;
  rule_set: string;
  place: string;
  opened_by: string;
  opened_at: Date;
  ended_at: Date | null;
}

export interface AppealRow {
  part_key: number;
  id: string;
  session_id: string;
  person_id: string;
  item_id: string | null;
  words: string;
  unit_id: number;
  asked_at: Date;
  due_at: Date;
  outcome: 'explained' | 'neutralised' | 'retake' | null;
  answer: string | null;
  answered_by: string | null;
  answered_at: Date | null;
}

export interface SeatRow {
  part_key: number;
  id: string;
  sitting_id: string;
  person_part_key: number;
  person_id: string;
  person_code: string;
  state: 'waiting' | 'approved' | 'refused' | 'started';
  known_by: 'papers' | 'known' | null;
  accommodations: string[];
  extra_minutes: number;
  session_id: string | null;
  asked_at: Date;
}

export interface AssessmentTables extends PaperTables {
  'assessment.bundles': {
    id: string;
    body: unknown;
    content: string | null;
    code: string | null;
    signature: Buffer | null;
    created_at: Date;
  };
  'assessment.item_marks': {
    id: string;
    item_id: string;
    act: 'broken' | 'repaired' | 'neutralised';
    reason: string;
    unit_id: number;
    done_by: string;
    done_at: Date;
  };
  'assessment.appeals': AppealRow;
  'assessment.sittings': SittingRow;
  'assessment.sitting_codes': { code: string; part_key: number; sitting_id: string; until: Date };
  'assessment.seats': SeatRow;
  'assessment.sitting_acts': {
    part_key: number;
    id: string;
    sitting_id: string;
    seat_id: string | null;
    act: string;
    words: string;
    minutes: number | null;
    done_by: string;
    done_at: Date;
  };
  'assessment.sessions': Omit<
    SessionRow,
    | 'version'
    | 'scored_by'
    | 'deadline_at'
    | 'served_at'
    | 'sitting_id'
    | 'paused_at'
    | 'waiting_waived'
    | 'evidence'
  > & {
    evidence: Generated<EvidenceDemand | null>;
    sitting_id: Generated<string | null>;
    paused_at: Generated<Date | null>;
    waiting_waived: Generated<boolean>;
    version: Generated<number>;
    scored_by: Generated<string | null>;
    deadline_at: Generated<Date | null>;
    served_at: Generated<Date | null>;
    synthetic: Generated<boolean>;
    device_kind: Generated<string>;
    language: Generated<string>;
    device_key: Generated<string>;
  };
  'assessment.rule_choices': {
    id: string;
    unit_id: number;
    group_code: string;
    programme: string;
    rule_set: string;
    evidence: EvidenceDemand | null;
    reason: string;
    chosen_by: string;
    chosen_at: Date;
  };
  'assessment.calibrations': {
    id: string;
    made_at: Date;
    people: number;
    answers: number;
    synthetic: boolean;
    report: CalibrationReport;
  };
  'assessment.signals': {
    part_key: number;
    id: string;
    unit_id: number;
    kind: string;
    period: string;
    key: string;
    facts: Record<string, number>;
    tests: readonly { readonly partKey: number; readonly id: string }[];
    state: 'open' | 'explained' | 'confirmed' | 'dismissed';
    is_repeated: boolean;
    seen_at: Date;
    due_at: Date;
  };
  'assessment.signal_replies': {
    part_key: number;
    id: string;
    signal_id: string;
    act: 'explain' | 'confirm' | 'dismiss';
    reason: string;
    words: string;
    done_by: string;
    done_at: Date;
  };
  'assessment.rechecks': {
    id: string;
    unit_id: number;
    period: string;
    finished: number;
    passed: number;
    list_digest: string;
    seed: string;
    drawn_by: string;
    drawn_at: Date;
  };
  'assessment.recheck_passes': {
    part_key: number;
    recheck_id: string;
    session_id: string;
    person_id: string;
    home_unit_id: number;
    place: number;
  };
  'assessment.recheck_results': {
    part_key: number;
    id: string;
    recheck_id: string;
    session_id: string;
    result: 'confirmed' | 'refuted' | 'not-reached';
    tasks_done: string[];
    note: string;
    done_by: string;
    done_at: Date;
  };
  'assessment.item_imports': {
    id: string;
    unit_id: number;
    name: string;
    format: Format;
    digest: string;
    found: Reading;
    brought_at: Date;
    brought_by: string;
    confirmed_at: Date | null;
    added: number | null;
    known: number | null;
  };
  'assessment.unit_items': {
    id: string;
    unit_id: number;
    state: ItemState;
    version: number;
    origin_digest: string;
    import_id: string;
    place: Place;
    parameters: ItemParameters | null;
    created_at: Date;
    updated_at: Date;
  };
  'assessment.unit_item_versions': {
    item_id: string;
    number: number;
    id: string;
    content: Exchanged;
    saved_at: Date;
    saved_by: string;
  };
  'assessment.unit_item_moves': {
    id: string;
    item_id: string;
    version: number;
    act: ItemAct;
    why: string;
    done_at: Date;
    done_by: string;
  };
  'assessment.heads': { name: string; value: string };
  // Published by other modules.
  'practice.pub_witnessed': { part_key: number; person_id: string; witness_id: string; received_at: Date };
  'practice.pub_shown': {
    part_key: number;
    person_id: string;
    scene_id: string;
    mode: 'alone' | 'changed' | 'for-real';
    help: number;
    witness_id: string | null;
    at: Date;
  };
  'identity.pub_homes': { part_key: number; person_id: string; home_unit_id: number | null };
  'identity.pub_consents': {
    part_key: number;
    id: string;
    person_id: string;
    purpose: string;
    given: boolean;
    at: Date;
  };
  'assessment.rescores': {
    part_key: number;
    id: string;
    session_id: string;
    bundle: string;
    verdict_before: string;
    verdict_after: string;
    result_before: string;
    without_item: Generated<string | null>;
    rescored_at: Date;
  };
  'assessment.answers': {
    part_key: number;
    session_id: string;
    position: number;
    item_id: string;
    given: string | null;
    is_right: boolean;
    answered_at: Date;
    response_ms: number | null;
    shown_ms: number | null;
  };
  'assessment.exposure': {
    bundle: string;
    rule_set: string;
    item_id: string;
    administered: number;
    eligible: number;
  };
}
