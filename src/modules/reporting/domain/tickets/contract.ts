// What a unit asks of the unit above, and what comes of it.
import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { NumberText } from '#platform/text/number-text.ts';
import { PeriodKey, UnitParams, both, date, paragraphs, ref, slug, uuid, words } from '../contract-parts.ts';
import { ticketStates, ticketSteps } from './ticket.ts';

const staff = ['organisations/sign-in-first', 'organisations/not-found'];
const text = v.pipe(paragraphs, v.maxLength(5_000));

export const TicketView = v.object({
  id: v.string(),
  /** Who asks, and who has to answer now. */
  unit: ref,
  holder: ref,
  subject: v.string(),
  body: v.string(),
  report: v.nullable(v.object({ form: v.string(), period: v.string(), title: both, words: v.string() })),
  state: v.picklist(ticketStates),
  openedAt: v.string(),
  /** The last working day for an answer; what stays open longer is overdue. */
  due: date,
  overdue: v.boolean(),
  /** What the unit on whose page it stands may do with it. */
  may: v.array(v.picklist(ticketSteps)),
  history: v.array(
    v.object({
      act: v.picklist(['open', ...ticketSteps]),
      unit: ref,
      holder: ref,
      words: v.string(),
      at: v.string(),
    }),
  ),
});
export type TicketView = v.InferOutput<typeof TicketView>;

export const TicketList = v.object({
  unit: ref,
  /** To whom the unit writes; null for the nation. */
  above: v.nullable(ref),
  mayOpen: v.boolean(),
  /** Working days within which an answer is due, by the project's own policy. */
  answerDays: v.number(),
  tickets: v.array(TicketView),
  /** Reports that a ticket may be about. */
  reports: v.array(v.object({ form: v.string(), period: v.string(), title: both, words: v.string() })),
});
export type TicketList = v.InferOutput<typeof TicketList>;

export const listTickets = endpoint({
  method: 'GET',
  path: '/api/reporting/units/:unit/tickets',
  summary:
    'What a unit asked of the unit above, what it has to answer, and what it passed on; overdue first.',
  params: UnitParams,
  output: TicketList,
  refusals: staff,
});

const TicketParams = v.object({ unit: NumberText, ticket: uuid });
const Standing = v.object({ state: v.picklist(ticketStates), due: date });

export const OpenTicket = v.strictObject({
  subject: words(200),
  body: text,
  report: v.nullable(v.strictObject({ form: slug, period: PeriodKey })),
});
export type OpenTicket = v.InferOutput<typeof OpenTicket>;

export const openTicket = endpoint({
  method: 'PUT',
  path: '/api/reporting/units/:unit/tickets/:ticket',
  summary:
    'A clerk or leader asks the unit above. The id is made by the writer; the same again is one ticket.',
  params: TicketParams,
  body: OpenTicket,
  output: Standing,
  refusals: [
    ...staff,
    'reporting/unit-asks',
    'reporting/nobody-above',
    'reporting/words-needed',
    'reporting/report-not-found',
    'reporting/repeat-differs',
  ],
});

export const StepTicket = v.strictObject({ id: uuid, step: v.picklist(ticketSteps), words: text });
export type StepTicket = v.InferOutput<typeof StepTicket>;

export const stepTicket = endpoint({
  method: 'POST',
  path: '/api/reporting/units/:unit/tickets/:ticket/steps',
  summary:
    'For a unit: answers a ticket or passes it on upward where it has to answer, closes it or opens it again where it asked.',
  params: TicketParams,
  body: StepTicket,
  output: Standing,
  refusals: [
    ...staff,
    'reporting/unit-asks',
    'reporting/ticket-not-found',
    'reporting/ticket-step',
    'reporting/words-needed',
    'reporting/repeat-differs',
  ],
});
