import type { DeadlineKind } from '../domain/deadline.ts';
import type { ItemRole, ItemState } from '../domain/item.ts';
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
}
