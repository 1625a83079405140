import type { TicketState, TicketStep } from '../../domain/tickets/ticket.ts';

export interface TicketTables {
  'reporting.tickets': {
    part_key: number;
    id: string;
    unit_id: number;
    subject: string;
    body: string;
    form_id: string;
    period: string;
    holder_id: number;
    state: TicketState;
    due_day: string;
    opened_at: Date;
  };
  'reporting.ticket_acts': {
    part_key: number;
    id: string;
    ticket_id: string;
    act: 'open' | TicketStep;
    unit_id: number;
    holder_id: number;
    words: string;
    digest: string;
    done_at: Date;
    done_by: string;
  };
}
