import { error, fail } from '@sveltejs/kit';
import {
  endGrant,
  grantRole,
  inviteAgain,
  inviteStaff,
  listStaff,
  type NewInvitation,
} from '#modules/identity/index.ts';
import { getUnit, searchUnits } from '#modules/organisations/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, url, parent }) => {
  const { own } = await parent();
  const wanted = Number(url.searchParams.get('don-vi') ?? own[0]!.id);
  const question = (url.searchParams.get('tim') ?? '').slice(0, 200).trim();
  try {
    const [unit, { people }, found] = await Promise.all([
      call(getUnit, { params: { unit: wanted } }, fetch),
      call(listStaff, { query: { unitId: wanted } }, fetch),
      question ? call(searchUnits, { query: { q: question, limit: 10 } }, fetch) : { units: [] },
    ]);
    const others = [...new Set(people.flatMap((person) => person.grants.map((grant) => grant.unitId)))];
    const names = await Promise.all(
      others.map(async (id) => [id, (await call(getUnit, { params: { unit: id } }, fetch)).name] as const),
    );
    return {
      unit: { id: unit.id, name: unit.name, place: unit.place },
      people,
      units: Object.fromEntries(names),
      question,
      found: found.units.map(({ id, name, place }) => ({ id, name, place })),
      id: newUuid(),
      ids: Object.fromEntries(people.map((person) => [person.personId, newUuid()])),
    };
  } catch (problem) {
    if (problem instanceof Problem && problem.document.status < 500) error(404, 'not-found');
    throw problem;
  }
};

const text = (form: FormData, name: string): string => String(form.get(name) ?? '');
const personOf = (form: FormData) => ({
  partKey: Number(text(form, 'partKey')),
  personId: text(form, 'personId'),
});

async function attempt(origin: string, form: FormData, work: () => Promise<NewInvitation | object>) {
  const typed = { name: text(form, 'name'), login: text(form, 'login'), role: text(form, 'role') };
  try {
    const made = await work();
    const invitation = 'path' in made ? { ...made, url: origin + made.path } : undefined;
    return { invitation, typed: undefined, problem: undefined };
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    return fail(problem.document.status || 503, { invitation: undefined, typed, problem: problem.document });
  }
}

export const actions: Actions = {
  invite: async ({ fetch, request, url }) => {
    const form = await request.formData();
    const [id, unitId] = [text(form, 'id'), Number(text(form, 'unitId'))];
    const body = {
      id,
      unitId,
      name: text(form, 'name'),
      login: text(form, 'login'),
      role: text(form, 'role'),
    };
    return attempt(url.origin, form, () => call(inviteStaff, { body: body as never }, fetch));
  },
  again: async ({ fetch, request, url }) => {
    const form = await request.formData();
    return attempt(url.origin, form, () => call(inviteAgain, { params: personOf(form), body: {} }, fetch));
  },
  grant: async ({ fetch, request, url }) => {
    const form = await request.formData();
    const body = { id: text(form, 'id'), unitId: Number(text(form, 'unitId')), role: text(form, 'role') };
    return attempt(url.origin, form, () =>
      call(grantRole, { params: personOf(form), body: body as never }, fetch),
    );
  },
  end: async ({ fetch, request, url }) => {
    const form = await request.formData();
    const params = { ...personOf(form), grantId: text(form, 'grantId') };
    return attempt(url.origin, form, () => call(endGrant, { params, body: {} }, fetch));
  },
};
