import type { Eligibility } from '../domain/commendation.ts';
import type { InitiativeState, Outcome, Step } from '../domain/initiative.ts';

export interface EmulationTables {
  'emulation.initiatives': {
    id: string;
    unit_id: number;
    title: string;
    problem: string;
    steps: readonly Step[];
    cost: number | null;
    result: string;
    form_id: string;
    period: string;
    cells: readonly string[];
    folded: string;
    state: InitiativeState;
    comment: string;
    changed_at: Date;
    created_by: string;
    published_at: Date | null;
  };
  'emulation.replications': {
    id: string;
    initiative_id: string;
    unit_id: number;
    tasks: readonly string[];
    begun_at: Date;
    begun_by: string;
    worked: Outcome | null;
    words: string;
    told_at: Date | null;
  };
  'emulation.proposals': {
    id: string;
    unit_id: number;
    decider_id: number;
    rule: string;
    period: string;
    reason: string;
    initiative_id: string | null;
    person_part: number | null;
    person_id: string | null;
    evidence: Eligibility;
    digest: string;
    state: 'proposed' | 'granted' | 'refused' | 'withdrawn';
    words: string;
    proposed_at: Date;
    proposed_by: string;
    decided_at: Date | null;
    decided_by: string | null;
  };
}
