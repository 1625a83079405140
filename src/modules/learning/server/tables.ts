export interface LearningTables {
  'identity.pub_homes': { part_key: number; person_id: string; home_unit_id: number | null };
  'learning.events': {
    part_key: number;
    id: string;
    person_id: string;
    lesson_id: string;
    step_id: string;
    kind: 'step-seen' | 'check-answered' | 'lesson-finished';
    at: Date;
    received_at: Date;
    choices: string;
    is_right: boolean | null;
    tapped_by: string;
    purpose: 'lesson' | 'review' | 'placement';
    /** Seconds from seeing a check to answering it. */
    took: number | null;
    release: string;
  };
  'learning.progress': {
    part_key: number;
    person_id: string;
    lesson_id: string;
    at_step: string | null;
    seen: number;
    finished_at: Date | null;
    updated_at: Date;
    /** How many events this was folded from. */
    events: number;
  };
}
