import { error, fail } from '@sveltejs/kit';
import { listReceivers, registerReceiver, type Field, type Scope, type Way } from '#modules/interop/index.ts';
import { searchUnits } from '#modules/organisations/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, url, parent }) => {
  const { own } = await parent();
  const unit = Number(url.searchParams.get('don-vi') ?? own[0]!.id);
  const question = (url.searchParams.get('tim') ?? '').slice(0, 200).trim();
  try {
    const [list, found] = await Promise.all([
      call(listReceivers, { params: { unit } }, fetch),
      question ? call(searchUnits, { query: { q: question, limit: 10 } }, fetch) : { units: [] },
    ]);
    const units = found.units.map(({ id, name, place }) => ({ id, name, place }));
    return { list, question, found: units, id: newUuid() };
  } catch (problem) {
    if (problem instanceof Problem && problem.document.status < 500) error(404, 'not-found');
    throw problem;
  }
};

const text = (form: FormData, name: string): string => String(form.get(name) ?? '').trim();

export const actions: Actions = {
  add: async ({ fetch, request, url }) => {
    const form = await request.formData();
    const typed = { way: text(form, 'way'), name: text(form, 'name'), address: text(form, 'address') };
    const body = {
      id: text(form, 'id'),
      name: typed.name,
      way: typed.way as Way,
      address: typed.address || null,
      fields: form.getAll('fields') as Field[],
      scopes: form.getAll('scopes') as Scope[],
      lastDay: text(form, 'lastDay') || null,
      past: form.has('past'),
      publicKey: text(form, 'publicKey') || null,
    };
    const unit = Number(url.searchParams.get('don-vi'));
    try {
      return { made: await call(registerReceiver, { params: { unit }, body }, fetch) };
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      return fail(problem.document.status || 503, { problem: problem.document, typed });
    }
  },
};
