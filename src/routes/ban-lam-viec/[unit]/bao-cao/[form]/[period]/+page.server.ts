import { error, fail, redirect } from '@sveltejs/kit';
import {
  actOnReport,
  type ActOnReport,
  getFlags,
  getReport,
  giveException,
  pastActs,
  putAnnex,
  replyToFlag,
  saveReport,
  verifyNumber,
  type PastAct,
} from '#modules/reporting/index.ts';
import { saveOf, typedOf } from '#modules/reporting/ui.ts';
import { call, Problem, type ProblemDocument } from '#platform/client/call.ts';
import { pageRefused, unitOf } from '../../../../refused.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const of = ({ params }: Pick<RequestEvent, 'params'>) => ({
  unit: unitOf(params),
  form: params.form,
  period: params.period,
});

export const load: PageServerLoad = async (event) => {
  const done = event.url.searchParams.get('xong') ?? '';
  const shown: PastAct | 'annex' | 'flag' | undefined =
    done === 'annex' || done === 'flag' ? done : pastActs.find((act) => act === done);
  const params = of(event);
  const [report, flags] = await Promise.all([
    call(getReport, { params }, event.fetch),
    call(getFlags, { params }, event.fetch),
  ]).catch((problem: unknown) => pageRefused(problem, event.url));
  return {
    report,
    flags,
    submission: {
      save: crypto.randomUUID(),
      act: crypto.randomUUID(),
      file: crypto.randomUUID(),
      cell: crypto.randomUUID(),
      flag: crypto.randomUUID(),
    },
    done: shown,
    taken: Number(/^\d{1,3}$/.exec(event.url.searchParams.get('so') ?? '')?.[0] ?? 0),
  };
};

const back = (
  { unit, form, period }: ReturnType<typeof of>,
  done: PastAct | 'annex' | 'flag',
  more = '',
): never => redirect(303, `/ban-lam-viec/${unit}/bao-cao/${form}/${period}?xong=${done}${more}`);
const said = (problem: unknown, typed?: Record<string, string>) => {
  if (!(problem instanceof Problem)) throw problem;
  return fail(problem.document.status, { problem: problem.document, typed });
};

async function save(event: RequestEvent, then: 'save' | 'enter') {
  const typed = typedOf(await event.request.formData());
  const params = of(event);
  try {
    await call(saveReport, { params, body: saveOf(typed) }, event.fetch);
    if (then === 'enter') {
      const body = { id: typed['entering'] ?? '', act: 'enter' as const, comment: '' };
      await call(actOnReport, { params, body }, event.fetch);
    }
  } catch (problem) {
    return said(problem, typed);
  }
  return back(params, then);
}

export const actions: Actions = {
  save: (event) => save(event, 'save'),
  enter: (event) => save(event, 'enter'),
  act: async (event) => {
    const form = await event.request.formData();
    const act = form.get('act');
    if (act !== 'send' && act !== 'return' && act !== 'accept') error(404, 'not-found');
    const body: ActOnReport = { id: String(form.get('id')), act, comment: String(form.get('comment') ?? '') };
    try {
      await call(actOnReport, { params: of(event), body }, event.fetch);
    } catch (problem) {
      return said(problem);
    }
    return back(of(event), act);
  },
  annex: async (event) => {
    const form = await event.request.formData();
    const file = form.get('file');
    const params = of(event);
    const path = putAnnex.path
      .replace(':unit', String(params.unit))
      .replace(':form', encodeURIComponent(params.form))
      .replace(':period', encodeURIComponent(params.period));
    const response = await event.fetch(`${path}?${new URLSearchParams({ id: String(form.get('id')) })}`, {
      method: putAnnex.method,
      headers: { 'content-type': 'application/octet-stream' },
      body: file instanceof File ? await file.arrayBuffer() : new Uint8Array(),
    });
    const reply = (await response.json()) as ProblemDocument & { written: number };
    return response.ok
      ? back(params, 'annex', `&so=${reply.written}`)
      : fail(response.status, { problem: reply as ProblemDocument, typed: undefined });
  },
  flag: async (event) => {
    const form = await event.request.formData();
    const text = (name: string) => String(form.get(name) ?? '');
    const body = {
      id: text('id'),
      flag: Number(text('flag')) as 1,
      cell: text('cell'),
      reason: text('reason') as 'correct',
      words: text('words'),
    };
    try {
      await call(replyToFlag, { params: of(event), body }, event.fetch);
    } catch (problem) {
      return said(problem);
    }
    return back(of(event), 'flag', '#can-noi');
  },
  verify: async (event) => {
    const form = await event.request.formData();
    const text = (name: string) => String(form.get(name) ?? '');
    const body = {
      id: text('id'),
      cell: text('cell'),
      revision: Number(text('revision')),
      num: text('num'),
      den: text('den'),
      source: text('source'),
      sourceDate: text('sourceDate'),
      grade: text('grade') as 'E1',
    };
    try {
      await call(verifyNumber, { params: of(event), body }, event.fetch);
    } catch (problem) {
      return said(problem);
    }
    return back(of(event), 'verify');
  },
  except: async (event) => {
    const form = await event.request.formData();
    const text = (name: string) => String(form.get(name) ?? '');
    const body = { id: text('id'), reason: text('reason'), until: text('until') };
    try {
      await call(giveException, { params: of(event), body }, event.fetch);
    } catch (problem) {
      return said(problem);
    }
    return back(of(event), 'except');
  },
};
