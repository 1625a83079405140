import type { DeadlineKind } from '../domain/deadline.ts';
import type { FileKind } from '../domain/file-kind.ts';
import type { ItemRole, ItemState } from '../domain/item.ts';
import type { PrintKind } from '../domain/likeness.ts';
import type { Generated } from 'kysely';

export interface TasksTables {
  'tasks.tasks': {
    id: string;
    unit_id: number;
    source: 'plan' | 'incoming' | 'passed-on' | 'hand';
    source_id: string;
    source_position: number;
    number: string;
    title: string;
    content: string;
    product: string;
    lead_words: string;
    coordinating_words: string;
    deadline_words: string;
    kind: DeadlineKind;
    due_on: string | null;
    rrule: string | null;
    folded: string;
    created_at: Date;
    created_by: string | null;
    synthetic: Generated<boolean>;
  };
  'tasks.items': {
    id: string;
    task_id: string;
    unit_id: number;
    role: ItemRole;
    state: ItemState;
    due_on: string | null;
    reported_on: string | null;
    given_at: Date;
    given_by: string | null;
    changed_at: Date;
  };
  'tasks.entries': {
    id: string;
    item_id: string;
    act: string;
    words: string;
    at: Date;
    done_by: string;
    done_for: number;
  };
  'tasks.known_words': { unit_id: number; folded: string; target_id: number };
  'tasks.evidence': {
    id: string;
    item_id: string;
    file_key: number;
    name: string;
    kind: FileKind;
    size: number;
    digest: string;
    print: string;
    added_at: Date;
    added_by: string;
    removed_at: Date | null;
    removed_by: string | null;
  };
  'tasks.prints': { kind: PrintKind; band: number; value: number; evidence_id: string };
  'tasks.files': { part_key: number; digest: string; bytes: Buffer };
  'tasks.incoming': {
    id: string;
    unit_id: number;
    arrival_year: number;
    arrival_number: number;
    arrived_on: string;
    number: string;
    issued_on: string | null;
    issuer: string;
    subject: string;
    due_on: string | null;
    plan_id: string | null;
    created_at: Date;
    created_by: string;
    synthetic: Generated<boolean>;
  };
  'tasks.incoming_parties': {
    incoming_id: string;
    position: number;
    name: string;
    role: 'lead' | 'participant';
  };
  'tasks.calendars': { part_key: number; person_id: string; id: string; made_at: Date };
  'tasks.addresses': {
    part_key: number;
    person_id: string;
    sealed: Buffer;
    code_digest: string;
    code_until: Date;
    confirmed_at: Date | null;
  };
  'tasks.sent': { part_key: number; person_id: string; key: string; sent_at: Date };
}
