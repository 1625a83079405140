import { error as notFound, redirect } from '@sveltejs/kit';
import { changeProfile, getHousehold, PICTURES, removeProfile } from '#modules/identity/index.ts';
import { call } from '#platform/client/call.ts';
import { refused } from '../attempt.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** Plain forms: nothing here needs a script. */
export const csr = false;

export const load: PageServerLoad = async ({ fetch, params, url }) => {
  const { people } = await call(getHousehold, {}, fetch);
  const person = people.find(({ id }) => id === params.profile);
  if (!person) notFound(404, 'not-found');
  return { person, saved: url.searchParams.has('xong') };
};

export const actions: Actions = {
  save: async ({ fetch, request, params }) => {
    const form = await request.formData();
    const name = String(form.get('name') ?? '');
    const picture = PICTURES.find((one) => one === form.get('picture')) ?? PICTURES[0];
    try {
      await call(changeProfile, { params, body: { name, picture } }, fetch);
    } catch (error) {
      return refused(error, { name, picture });
    }
    redirect(303, `/gia-dinh/${params.profile}?xong`);
  },
  remove: async ({ fetch, params }) => {
    try {
      await call(removeProfile, { params }, fetch);
    } catch (error) {
      return refused(error, { name: undefined, picture: undefined });
    }
    redirect(303, '/gia-dinh?xong=go');
  },
};
