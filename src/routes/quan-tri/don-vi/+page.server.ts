import { error, fail } from '@sveltejs/kit';
import {
  addUnit,
  closeUnit,
  getUnit,
  mayStandUnder,
  nationalKinds,
  renameUnit,
  searchUnits,
  unitKinds,
} from '#modules/organisations/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { tidy } from '#platform/text/fold.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, url, parent }) => {
  const { own } = await parent();
  const wanted = Number(url.searchParams.get('don-vi') ?? own[0]!.id);
  const question = (url.searchParams.get('tim') ?? '').slice(0, 200).trim();
  try {
    const [unit, found] = await Promise.all([
      call(getUnit, { params: { unit: wanted } }, fetch),
      question ? call(searchUnits, { query: { q: question, limit: 10 } }, fetch) : { units: [] },
    ]);
    const path = [...unit.path.map(({ id }) => id), unit.id];
    // Public pages show every unit; here only what she administers can be changed.
    if (!own.some(({ id }) => path.includes(id))) error(404, 'not-found');
    return {
      unit: { id: unit.id, name: unit.name, place: unit.place, closed: unit.validTo !== null },
      local: unit.children.filter(({ kind }) => !nationalKinds.includes(kind)),
      kinds: unitKinds.filter((kind) => mayStandUnder(kind, unit.kind)),
      question,
      found: found.units.map(({ id, name, place }) => ({ id, name, place })),
      requestId: newUuid(),
    };
  } catch (problem) {
    if (problem instanceof Problem && problem.document.status < 500) error(404, 'not-found');
    throw problem;
  }
};

type Done = 'added' | 'renamed' | 'closed';
const text = (form: FormData, name: string): string => String(form.get(name) ?? '');
/** An emptied field of a day means today. */
const day = (form: FormData, name: string) => (text(form, name) ? { [name]: text(form, name) } : {});

async function attempt(done: Done, form: FormData, work: () => Promise<{ readonly name: string }>) {
  const typed = { name: text(form, 'name'), kind: text(form, 'kind'), unit: text(form, 'unit') };
  try {
    const { name } = await work();
    return { done, name, typed: undefined, mismatch: false, problem: undefined };
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    const { document } = problem;
    return fail(document.status || 503, {
      done: undefined,
      name: '',
      typed,
      mismatch: false,
      problem: document,
    });
  }
}

export const actions: Actions = {
  add: async ({ fetch, request }) => {
    const form = await request.formData();
    const body = {
      requestId: text(form, 'requestId'),
      parentId: Number(text(form, 'parentId')),
      kind: text(form, 'kind') as never,
      name: text(form, 'name'),
      code: text(form, 'code'),
      ...day(form, 'from'),
    };
    return attempt('added', form, () => call(addUnit, { body }, fetch));
  },
  rename: async ({ fetch, request }) => {
    const form = await request.formData();
    const body = { name: text(form, 'name'), ...day(form, 'from') };
    const params = { unit: text(form, 'unit') as never };
    return attempt('renamed', form, () => call(renameUnit, { params, body }, fetch));
  },
  close: async ({ fetch, request }) => {
    const form = await request.formData();
    const typed = { name: '', kind: '', unit: text(form, 'unit') };
    // A unit cannot be opened again: its name, written once more, says that this one is meant.
    if (tidy(text(form, 'again')) !== tidy(text(form, 'expected')))
      return fail(422, { done: undefined, name: '', typed, mismatch: true, problem: undefined });
    const body = { reason: text(form, 'reason'), ...day(form, 'on') };
    const params = { unit: text(form, 'unit') as never };
    return attempt('closed', form, () => call(closeUnit, { params, body }, fetch));
  },
};
