import { error, fail, redirect } from '@sveltejs/kit';
import {
  actOnPackage,
  changeCaptions,
  getUnitPackage,
  removeCaptions,
  type ActOnPackage,
} from '#modules/packages/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import type { ContentLanguage } from '#platform/text/languages.ts';
import { pageRefused, unitOf } from '../../../refused.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url }) => {
  const course = await call(getUnitPackage, { params: { package: params.package } }, fetch).catch(
    (problem: unknown) => pageRefused(problem, url),
  );
  if (course.unit.id !== unitOf(params)) error(404, 'not-found');
  return { course };
};

async function act({ fetch, params, request }: RequestEvent, what: ActOnPackage['act']) {
  const form = await request.formData();
  const typed = (name: 'title' | 'source') => (form.has(name) ? { [name]: String(form.get(name)) } : {});
  const body = { act: what, ...typed('title'), ...typed('source') };
  try {
    await call(actOnPackage, { params: { package: params.package }, body }, fetch);
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    return fail(problem.document.status, { problem: problem.document });
  }
  const list = `/ban-lam-viec/${unitOf(params)}/khoa-hoc-ngoai`;
  redirect(303, what === 'remove' ? list : `${list}/${params.package}`);
}

/** A file of captions is read here and goes on as text; bytes that are no UTF-8 are told of by the check of captions. */
async function caption({ fetch, params, request }: RequestEvent, remove: boolean) {
  const form = await request.formData();
  const language = String(form.get('language')) as ContentLanguage;
  const place = { package: params.package, language };
  const file = form.get('file');
  try {
    if (remove) await call(removeCaptions, { params: place }, fetch);
    else
      await call(
        changeCaptions,
        { params: place, body: { text: file instanceof File ? await file.text() : '' } },
        fetch,
      );
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    return fail(problem.document.status, { problem: problem.document });
  }
  redirect(303, `/ban-lam-viec/${unitOf(params)}/khoa-hoc-ngoai/${params.package}`);
}

export const actions: Actions = {
  caption: (event) => caption(event, false),
  uncaption: (event) => caption(event, true),
  publish: (event) => act(event, 'publish'),
  retire: (event) => act(event, 'retire'),
  remove: (event) => act(event, 'remove'),
};
