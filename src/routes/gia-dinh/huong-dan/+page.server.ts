import { redirect } from '@sveltejs/kit';
import { endMentoring, listMentors, makeMentorCode } from '#modules/identity/index.ts';
import { getUnit } from '#modules/organisations/index.ts';
import { call } from '#platform/client/call.ts';
import { refused } from '../attempt.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** Plain forms: nothing here needs a script. */
export const csr = false;

export const load: PageServerLoad = async ({ fetch, url }) => {
  const { mentors } = await call(listMentors, {}, fetch);
  return {
    mentors: await Promise.all(
      mentors.map(async (one) => {
        const unit = await call(getUnit, { params: { unit: one.unitId } }, fetch).catch(() => undefined);
        return { ...one, unit: unit?.name ?? String(one.unitId) };
      }),
    ),
    ended: url.searchParams.has('thoi'),
  };
};

export const actions: Actions = {
  make: async ({ fetch }) => {
    try {
      return { made: await call(makeMentorCode, { body: {} }, fetch) };
    } catch (error) {
      return refused(error, { made: undefined });
    }
  },
  end: async ({ fetch, request }) => {
    const mentoring = String((await request.formData()).get('mentoring') ?? '');
    try {
      await call(endMentoring, { params: { mentoring } }, fetch);
    } catch (error) {
      return refused(error, { made: undefined });
    }
    redirect(303, '/gia-dinh/huong-dan?thoi');
  },
};
