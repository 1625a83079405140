import * as v from 'valibot';
import type { Context, Person } from '#platform/http/context.ts';
import type { DraftView, FaultView, SaveDraft } from '../domain/contract.ts';
import { refuse } from '../domain/refusals.ts';
import type { State } from '../domain/state.ts';
import { findSaved, findVersion, insertVersion, lockDraft, updateDraft, type Draft } from './drafts.store.ts';
import { namesOf } from './names.ts';
import { findLive } from './shelf.store.ts';
import { kindOf } from './kinds/kind-of.ts';
import type { AuthoringTables } from './tables.ts';
import { EDITORS, mayDo, ownDraft } from './view.ts';

type Asking = Context<AuthoringTables>;

/**
 * Saves a new version. A changed word makes a draft of what was reviewed or published; learners keep what they have.
 * The same id again is the same saving.
 *
 * @throws Refusal authoring/changed-meanwhile with who saved what and when, when `base` is not the newest version
 */
export async function saveDraft(
  context: Asking,
  id: string,
  given: SaveDraft,
): Promise<{ version: number; state: State; faults: FaultView[]; may: DraftView['may'] }> {
  const found = await ownDraft(context, id, EDITORS);
  const kind = kindOf(found);
  if (!v.is(kind.schema, given.content)) refuse('other-kind');
  await context.db.transaction().execute(async (tx) => {
    const draft = (await lockDraft(tx, id))!;
    const before = await findSaved(tx, given.id);
    if (before?.draft_id === id) return;
    if (before || draft.version !== given.base) return tellConflict(context, draft);
    const author = context.actor as Person;
    const number = draft.version + 1;
    const at = context.now();
    await insertVersion(tx, {
      draft_id: id,
      number,
      id: given.id,
      content: given.content,
      restored: given.restored ?? null,
      saved_at: at,
      saved_by: author.personId,
      saved_by_key: author.partKey,
    });
    await updateDraft(tx, id, { version: number, state: 'draft', updated_at: at });
  });
  const draft = (await ownDraft(context, id, EDITORS)) ?? found;
  const { faults } = await kind.judge(context, draft, given.content);
  const live = await findLive(context.db, draft.unit_id, draft.lesson_id);
  return { version: draft.version, state: draft.state, faults, may: await mayDo(context, draft, live) };
}

/** Says who was quicker. @throws Refusal always */
export async function tellConflict(context: Asking, draft: Draft): Promise<never> {
  const newest = (await findVersion(context.db, draft.id, draft.version))!;
  const by = { partKey: newest.saved_by_key, personId: newest.saved_by };
  const nameOf = await namesOf(context, [by]);
  return refuse('changed-meanwhile', {
    version: draft.version,
    savedAt: newest.saved_at.toISOString(),
    savedBy: nameOf(by.personId),
  });
}
