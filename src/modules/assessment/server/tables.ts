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
}

export interface AssessmentTables {
  'assessment.bundles': { id: string; body: unknown; created_at: Date };
  'assessment.sessions': Omit<SessionRow, 'version'> & {
    version: Generated<number>;
    synthetic: Generated<boolean>;
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
