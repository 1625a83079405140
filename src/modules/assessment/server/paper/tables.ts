import type { Generated } from 'kysely';
import type { SessionState } from '../../domain/session-state.ts';

export interface PaperBatchRow {
  part_key: number;
  id: string;
  unit_id: number;
  number: string;
  group_code: string;
  rule_set: string;
  bundle: string;
  sitting_id: string | null;
  variants: 'personal' | 'forms';
  is_large: boolean;
  printed_by: string;
  printed_at: Date;
}

export interface PaperSheetRow {
  part_key: number;
  id: string;
  batch_id: string;
  unit_id: number;
  number: string;
  form: string;
  /** All questions asked, none answered. */
  state: SessionState;
  sitting_id: string | null;
  settled: unknown;
  settled_by: string | null;
  void_reason: string | null;
  void_by: string | null;
  session_id: string | null;
  counted_at: Date | null;
}
type OfEntry =
  'sitting_id' | 'settled' | 'settled_by' | 'void_reason' | 'void_by' | 'session_id' | 'counted_at';

export interface PaperEntryRow {
  part_key: number;
  id: string;
  sheet_id: string;
  entered_by: string;
  person_code: string;
  answers: string[];
  saved_at: Date;
  done_at: Date | null;
}

export interface PaperTables {
  'assessment.paper_batches': PaperBatchRow;
  'assessment.paper_sheets': Omit<PaperSheetRow, OfEntry> & {
    [K in OfEntry]: Generated<PaperSheetRow[K]>;
  };
  'assessment.paper_entries': PaperEntryRow;
}
