import type { Generated } from 'kysely';
import type { SessionState } from '../domain/session-state.ts';
import type { SessionResult } from '../domain/session.ts';

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
}

export interface AssessmentTables {
  'assessment.bundles': {
    id: string;
    body: unknown;
    content: string | null;
    code: string | null;
    signature: Buffer | null;
    created_at: Date;
  };
  'assessment.sessions': Omit<SessionRow, 'version' | 'scored_by'> & {
    version: Generated<number>;
    scored_by: Generated<string | null>;
    synthetic: Generated<boolean>;
  };
  'assessment.rescores': {
    part_key: number;
    id: string;
    session_id: string;
    bundle: string;
    verdict_before: string;
    verdict_after: string;
    result_before: string;
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
  };
  'assessment.exposure': {
    bundle: string;
    rule_set: string;
    item_id: string;
    administered: number;
    eligible: number;
  };
}
