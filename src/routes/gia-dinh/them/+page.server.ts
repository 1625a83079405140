import { redirect } from '@sveltejs/kit';
import { addProfile, getHousehold, PICTURES } from '#modules/identity/index.ts';
import { call } from '#platform/client/call.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { refused } from '../attempt.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** A plain form: nothing here needs a script. */
export const csr = false;

export const load: PageServerLoad = async ({ fetch }) => {
  const { before, people } = await call(getHousehold, {}, fetch);
  const taken = new Set(people.map(({ picture }) => picture));
  return { before, id: newUuid(), picture: PICTURES.find((one) => !taken.has(one)) ?? PICTURES[0] };
};

export const actions: Actions = {
  default: async ({ fetch, request }) => {
    const form = await request.formData();
    const name = String(form.get('name') ?? '');
    const picture = PICTURES.find((one) => one === form.get('picture')) ?? PICTURES[0];
    const mine = form.get('mine') === '1';
    const body = { id: String(form.get('id') ?? ''), name, picture, mine };
    try {
      await call(addProfile, { body }, fetch);
    } catch (error) {
      return refused(error, { name, picture, mine });
    }
    redirect(303, '/gia-dinh');
  },
};
