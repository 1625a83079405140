import type { Source } from '../domain/money.ts';

export interface BudgetsTables {
  'budgets.sheets': {
    unit_id: number;
    year: number;
    state: 'draft' | 'sent';
    edition: number;
    sent_at: Date | null;
  };
  'budgets.lines': {
    id: string;
    unit_id: number;
    year: number;
    task_id: string | null;
    item: string;
    measure: string;
    quantity: number;
    price: number;
    planned: number;
    source: Source;
    note: string;
    written_at: Date;
    written_by: string;
  };
  'budgets.payments': {
    id: string;
    line_id: string;
    amount: number;
    paid_on: string;
    note: string;
    written_at: Date;
    written_by: string;
    struck_at: Date | null;
  };
  'budgets.acts': {
    id: string;
    unit_id: number;
    year: number;
    act: 'send' | 'reopen';
    words: string;
    done_at: Date;
    done_by: string;
  };
}
