import type { PlanReading } from '../domain/reader/read-plan.ts';
import type { Span } from '../domain/reader/text.ts';
import type { Edit } from '../domain/review.ts';

export interface PlansTables {
  'plans.documents': {
    id: string;
    unit_id: number;
    name: string;
    kind: 'pdf' | 'docx' | 'txt';
    pages: number | null;
    digest: string;
    body: string;
    reading: PlanReading;
    state: 'in-review' | 'accepted' | 'set-aside';
    created_at: Date;
    created_by: string;
    settled_at: Date | null;
    settled_by: string | null;
  };
  'plans.edits': {
    document_id: string;
    item: string;
    number: number;
    value: Edit;
    edited_at: Date;
    edited_by: string;
  };
  'plans.targets': {
    document_id: string;
    position: number;
    unit_id: number;
    indicator: string | null;
    group_code: string | null;
    year: number | null;
    operator: string | null;
    value: number | null;
    measure: string;
    wording: string;
    spans: readonly Span[];
    flags: readonly string[];
  };
  'plans.tasks': {
    document_id: string;
    position: number;
    unit_id: number;
    number: string;
    title: string;
    content: string | null;
    lead: string | null;
    coordinating: string | null;
    deadline: string | null;
    due_on: string | null;
    rrule: string | null;
    product: string | null;
    spans: readonly Span[];
  };
}
