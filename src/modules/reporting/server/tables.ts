import type { LedgerCell } from '../domain/ledger.ts';
import type { ReportState } from '../domain/report-state.ts';
import type { TicketTables } from './tickets/tables.ts';

/** Which report: a unit, a form, a period. */
export interface ReportKey {
  part_key: number;
  unit_id: number;
  form_id: string;
  period: string;
}

/** What a closed period froze. */
export interface FrozenCopy {
  readonly children: readonly {
    readonly id: number;
    readonly name: string;
    readonly state: ReportState | 'none';
    readonly cells: readonly LedgerCell[];
  }[];
}

export interface ReportingTables extends TicketTables {
  'reporting.reports': ReportKey & {
    state: ReportState;
    comment: string;
    edition: number;
    sent_at: Date | null;
    first_sent_at: Date | null;
    filled: number | null;
    fields: number | null;
    changed_at: Date;
  };
  'reporting.numbers': ReportKey & {
    cell: string;
    kind: 'computed' | 'declared' | 'verified' | 'adopted';
    revision: number;
    num: number | null;
    den: number | null;
    source: string;
    source_date: string;
    grade: string;
    choice: string;
    reason: string;
    note: string;
    written_at: Date;
    written_by: string | null;
  };
  'reporting.texts': ReportKey & {
    section: string;
    revision: number;
    body: string;
    written_at: Date;
    written_by: string | null;
  };
  'reporting.acts': ReportKey & {
    id: string;
    act: string;
    digest: string;
    comment: string;
    done_at: Date;
    done_by: string | null;
  };
  'reporting.closings': ReportKey & {
    id: string;
    missing: readonly { readonly id: number; readonly name: string }[];
    copy: FrozenCopy;
    digest: string;
    closed_at: Date;
    closed_by: string;
  };
  'reporting.exceptions': ReportKey & {
    id: string;
    reason: string;
    until_day: string;
    given_at: Date;
    given_by: string;
  };
  'reporting.flag_replies': ReportKey & {
    id: string;
    flag: number;
    cell: string;
    reason: string;
    words: string;
    replied_at: Date;
    replied_by: string;
  };
}
