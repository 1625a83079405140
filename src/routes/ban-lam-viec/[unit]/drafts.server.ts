import { error, fail, redirect } from '@sveltejs/kit';
import { getDraft, listDrafts, startDraft, type DraftKindName } from '#modules/authoring/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { pageRefused, unitOf } from '../refused.server.ts';

interface Asked {
  readonly fetch: typeof fetch;
  readonly params: { readonly unit: string };
  readonly url: URL;
}

/** What the unit writes of a kind. */
export const draftsOf = (kind: DraftKindName, { fetch, params, url }: Asked) =>
  call(listDrafts, { params: { unit: unitOf(params) }, query: { kind } }, fetch).catch((problem: unknown) =>
    pageRefused(problem, url),
  );

/** One draft, where it belongs to the unit and is of the kind. */
export async function draftAt(kind: DraftKindName, id: string, { fetch, params, url }: Asked) {
  const draft = await call(getDraft, { params: { draft: id } }, fetch).catch((problem: unknown) =>
    pageRefused(problem, url),
  );
  if (draft.unit.id !== unitOf(params) || draft.kind !== kind) error(404, 'not-found');
  return draft;
}

/** Begins a draft from a form of its kind, and goes there. @param path of the kind's pages */
export async function beginDraft(
  kind: DraftKindName,
  path: string,
  { fetch, params, request }: Omit<Asked, 'url'> & { readonly request: Request },
) {
  const form = await request.formData();
  const file = form.get('file');
  const title = String(form.get('title') ?? '');
  const replaces = String(form.get('replaces') ?? '');
  const copies = String(form.get('copies') ?? '');
  const pasted = String(form.get('markdown') ?? '');
  const markdown = file instanceof File && file.size > 0 ? await file.text() : pasted;
  const body = {
    id: newUuid(),
    kind,
    ...(form.has('title') ? { title } : {}),
    ...(replaces ? { replaces } : {}),
    ...(copies ? { copies } : {}),
    ...(form.has('markdown') ? { markdown } : {}),
  };
  const unit = unitOf(params);
  try {
    await call(startDraft, { params: { unit }, body }, fetch);
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    return fail(problem.document.status, { problem: problem.document, typed: { title, markdown } });
  }
  return redirect(303, `/ban-lam-viec/${unit}/${path}/${body.id}`);
}
