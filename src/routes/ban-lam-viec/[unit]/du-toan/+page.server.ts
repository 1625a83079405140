import * as budgets from '#modules/budgets/index.ts';
import { call } from '#platform/client/call.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import { attempt, typedIn } from '../../acting.server.ts';
import { pageRefused, unitOf } from '../../refused.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const thisYear = () => Number(vietnamDay(new Date()).slice(0, 4));
const of = ({ params, url }: Pick<RequestEvent, 'params' | 'url'>) => {
  const asked = url.searchParams.get('nam') ?? '';
  return { unit: unitOf(params), year: /^20\d\d$/.test(asked) ? Number(asked) : thisYear() };
};
/** An act's own address hides the year; the page's stands in the form's. */
const back = (event: RequestEvent, at = '') =>
  `/ban-lam-viec/${of(event).unit}/du-toan?nam=${of(event).year}${at}`;

export const load: PageServerLoad = async (event) => ({
  view: await call(budgets.getBudget, { params: of(event) }, event.fetch).catch((problem: unknown) =>
    pageRefused(problem, event.url),
  ),
  years: [1, 0, -1, -2].map((from) => thisYear() + from),
  submission: crypto.randomUUID(),
});

export const actions: Actions = {
  line: async (event) => {
    const typed = await typedIn(event.request);
    const field = (name: string) => typed[name] ?? '';
    const body = {
      task: field('task') || null,
      item: field('item'),
      measure: field('measure'),
      quantity: field('quantity'),
      price: field('price'),
      source: field('source') as budgets.Source,
      note: field('note'),
    };
    const params = { ...of(event), line: field('line') };
    return attempt(
      call(budgets.writeLine, { params, body }, event.fetch),
      back(event, `#khoan-${params.line}`),
      typed,
    );
  },
  remove: async (event) => {
    const { line = '' } = await typedIn(event.request);
    return attempt(call(budgets.removeLine, { params: { ...of(event), line } }, event.fetch), back(event));
  },
  pay: async (event) => {
    const typed = await typedIn(event.request);
    const { line = '', payment = '', amount = '', paidOn = '', note = '' } = typed;
    return attempt(
      call(
        budgets.addPayment,
        { params: { ...of(event), line, payment }, body: { amount, paidOn, note } },
        event.fetch,
      ),
      back(event, `#khoan-${line}`),
      typed,
    );
  },
  strike: async (event) => {
    const { line = '', payment = '' } = await typedIn(event.request);
    return attempt(
      call(budgets.strikePayment, { params: { ...of(event), line, payment } }, event.fetch),
      back(event, `#khoan-${line}`),
    );
  },
  step: async (event) => {
    const { id = '', act, words = '' } = await typedIn(event.request);
    return attempt(
      call(
        budgets.stepBudget,
        { params: of(event), body: { id, act: act as 'send' | 'reopen', words } },
        event.fetch,
      ),
      back(event),
    );
  },
};
