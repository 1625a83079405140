import type { Origin, PartState, RequestKind, RequestState } from '../domain/request.ts';

export interface RequestsTables {
  'requests.requests': {
    id: string;
    unit_id: number;
    kind: RequestKind;
    title: string;
    reason: string;
    basis: string;
    due_on: string;
    minutes: number;
    form_id: string;
    period: string;
    state: RequestState;
    created_at: Date;
    created_by: string;
    sent_at: Date | null;
    closed_at: Date | null;
  };
  'requests.fields': {
    request_id: string;
    position: number;
    cell: string;
    label: string;
    same_as: string;
    unit_words: string;
    kind: 'number' | 'text';
    decimals: number;
  };
  'requests.recipients': {
    request_id: string;
    unit_id: number;
    state: PartState;
    opened_at: Date | null;
    sent_at: Date | null;
    comment: string;
    reminders: number;
    reminded_on: string | null;
  };
  'requests.answers': {
    request_id: string;
    unit_id: number;
    position: number;
    how: Origin;
    num: number | null;
    words: string;
    source: string;
    source_date: string;
    written_at: Date;
    written_by: string | null;
  };
  'requests.acts': {
    id: string;
    request_id: string;
    unit_id: number;
    act: string;
    words: string;
    digest: string;
    done_at: Date;
    done_by: string;
  };
}
