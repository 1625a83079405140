import { getAskable, getRequest, putRequest } from '#modules/requests/index.ts';
import { askedOf, typedOf } from '#modules/requests/ui.ts';
import { call } from '#platform/client/call.ts';
import { attempt, typedIn } from '../../../acting.server.ts';
import { pageRefused, unitOf } from '../../../refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url }) => {
  const unit = unitOf(params);
  const refused = (problem: unknown) => pageRefused(problem, url);
  const request = url.searchParams.get('sua');
  // What is changed keeps its form and period; anything else is chosen at the top of the page.
  const view = request
    ? await call(getRequest, { params: { unit, request } }, fetch).catch(refused)
    : undefined;
  const [form, period] = (url.searchParams.get('mau') ?? '').split('/');
  const query = view
    ? { period: view.period.key, form: view.formId }
    : form && period
      ? { form, period }
      : {};
  const askable = await call(getAskable, { params: { unit }, query }, fetch).catch(refused);
  return {
    askable,
    request: request ?? crypto.randomUUID(),
    typed: view ? typedOf(view, askable.units.length) : {},
  };
};

export const actions: Actions = {
  default: async ({ fetch, params, request }) => {
    const typed = await typedIn(request);
    const id = typed['request'] ?? '';
    const unit = unitOf(params);
    return attempt(
      call(putRequest, { params: { unit, request: id }, body: askedOf(typed) }, fetch),
      `/ban-lam-viec/${unit}/yeu-cau/${id}`,
      typed,
    );
  },
};
