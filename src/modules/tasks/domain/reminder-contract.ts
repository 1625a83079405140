import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { orNull } from './parts.ts';

const refused = ['organisations/sign-in-first', 'organisations/not-found'] as const;

export const ReminderSettings = v.object({
  /** The secret address of one's calendar; null while there is none. */
  calendar: orNull,
  /** Whether this installation has a mail server. */
  mailOn: v.boolean(),
  address: orNull,
  confirmed: v.boolean(),
});
export type ReminderSettings = v.InferOutput<typeof ReminderSettings>;

export const getReminderSettings = endpoint({
  method: 'GET',
  path: '/api/tasks/reminders',
  summary: 'How the member of staff who asks is reminded: her calendar address, her mail address.',
  output: ReminderSettings,
  refusals: refused,
});

export const makeCalendar = endpoint({
  method: 'POST',
  path: '/api/tasks/reminders/calendar',
  summary: 'Makes a calendar address. An earlier one ends.',
  body: v.strictObject({}),
  output: v.object({ calendar: v.string() }),
  refusals: refused,
});

export const endCalendar = endpoint({
  method: 'POST',
  path: '/api/tasks/reminders/calendar/end',
  summary: 'Ends the calendar address.',
  body: v.strictObject({}),
  output: v.object({ ended: v.boolean() }),
  refusals: refused,
});

export const readCalendar = endpoint({
  method: 'GET',
  path: '/api/tasks/calendars/:calendar',
  summary: 'Deadlines of the units where somebody works, as RFC 5545. The address is the key.',
  params: v.strictObject({
    calendar: v.pipe(v.string(), v.regex(/^\d{1,9}-[0-9a-f-]{36}-[A-Za-z0-9_-]{43}\.ics$/)),
  }),
  output: v.any(),
  refusals: ['tasks/feed-not-found'],
});

export const setAddress = endpoint({
  method: 'PUT',
  path: '/api/tasks/reminders/mail',
  summary: 'Sends a link to a mail address; once it is opened, reminders go there.',
  body: v.strictObject({ address: v.pipe(v.string(), v.trim(), v.maxLength(254), v.email()) }),
  output: v.object({ sent: v.boolean() }),
  refusals: [...refused, 'tasks/mail-off', 'tasks/mail-failed'],
});

export const confirmAddress = endpoint({
  method: 'POST',
  path: '/api/tasks/reminders/mail/confirmation',
  summary: 'Confirms the mail address with the code of the link.',
  body: v.strictObject({ code: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)) }),
  output: v.object({ confirmed: v.boolean() }),
  refusals: [...refused, 'tasks/link-not-found'],
});

export const removeAddress = endpoint({
  method: 'POST',
  path: '/api/tasks/reminders/mail/end',
  summary: 'Forgets the mail address.',
  body: v.strictObject({}),
  output: v.object({ removed: v.boolean() }),
  refusals: refused,
});
