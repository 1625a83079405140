import { error as notFound, redirect } from '@sveltejs/kit';
import { getCard, getHousehold, issueCard } from '#modules/identity/index.ts';
import { call } from '#platform/client/call.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { refused } from '../../attempt.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params }) => {
  const { people } = await call(getHousehold, {}, fetch);
  const person = people.find(({ id }) => id === params.profile);
  if (!person) notFound(404, 'not-found');
  const { card } = await call(getCard, { params }, fetch);
  return { person, card, id: newUuid() };
};

export const actions: Actions = {
  default: async ({ fetch, request, params }) => {
    const id = String((await request.formData()).get('id') ?? '');
    try {
      await call(issueCard, { params, body: { id } }, fetch);
    } catch (error) {
      return refused(error, {});
    }
    redirect(303, `/gia-dinh/${params.profile}/the`);
  },
};
