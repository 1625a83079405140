import { fail, redirect } from '@sveltejs/kit';
import { listTickets, openTicket, stepTicket, type TicketStep } from '#modules/reporting/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import { pageRefused, unitOf } from '../../refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url }) => ({
  list: await call(listTickets, { params: { unit: unitOf(params) } }, fetch).catch((problem: unknown) =>
    pageRefused(problem, url),
  ),
  submission: crypto.randomUUID(),
});

const text = (form: FormData, name: string) => String(form.get(name) ?? '');
const problemOf = (problem: unknown) => {
  if (!(problem instanceof Problem)) throw problem;
  return problem.document;
};

export const actions: Actions = {
  open: async ({ fetch, params, request, url }) => {
    const form = await request.formData();
    const typed = { subject: text(form, 'subject'), body: text(form, 'body'), report: text(form, 'report') };
    const [about, period] = typed.report.split('/');
    const body = {
      subject: typed.subject,
      body: typed.body,
      report: about && period ? { form: about, period } : null,
    };
    try {
      await call(openTicket, { params: { unit: unitOf(params), ticket: text(form, 'ticket') }, body }, fetch);
    } catch (thrown) {
      const problem = problemOf(thrown);
      return fail(problem.status || 503, { problem, typed });
    }
    redirect(303, url.pathname);
  },
  step: async ({ fetch, params, request, url }) => {
    const form = await request.formData();
    const ticket = text(form, 'ticket');
    const body = { id: text(form, 'id'), step: text(form, 'step') as TicketStep, words: text(form, 'words') };
    try {
      await call(stepTicket, { params: { unit: unitOf(params), ticket }, body }, fetch);
    } catch (thrown) {
      const problem = problemOf(thrown);
      return fail(problem.status || 503, { problem });
    }
    redirect(303, `${url.pathname}#kien-nghi-${ticket}`);
  },
};
