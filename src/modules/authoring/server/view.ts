import { hasRole, requireRole } from '#modules/organisations/server.ts';
import type { Context } from '#platform/http/context.ts';
import type { DraftContent, DraftKindName } from '../domain/content.ts';
import type { DraftCard, DraftList, DraftView } from '../domain/contract.ts';
import { entriesOf } from '#platform/content/release.ts';
import { lessonKind } from '#modules/learning/server.ts';
import { practiceKind } from '#modules/practice/server.ts';
import { refuse } from '../domain/refusals.ts';
import { possible } from '../domain/state.ts';
import {
  findDraft,
  findVersion,
  listActs,
  listDraftsOf,
  listNewest,
  listVersions,
  wroteSince,
  type Draft,
} from './drafts.store.ts';
import { namesOf } from './names.ts';
import { findLive, listLiveOf } from './shelf.store.ts';
import { kindOf, readContent } from './kinds/kind-of.ts';
import type { AuthoringTables } from './tables.ts';

type Asking = Context<AuthoringTables>;
/** Who writes; and who may sign off what another wrote. */
export const EDITORS = ['content-editor'] as const;
export const SIGNERS = ['content-editor', 'leader'] as const;

/** @throws Refusal authoring/draft-not-found; organisations/not-found where the asker has no such role: both 404 */
export async function ownDraft(context: Asking, id: string, roles: readonly string[]): Promise<Draft> {
  const draft = await findDraft(context.db, id);
  await requireRole(context, roles, draft?.unit_id ?? -1);
  return draft ?? refuse('draft-not-found');
}

/** Everything about a draft that its page shows. */
export async function readDraft(context: Asking, id: string): Promise<DraftView> {
  const draft = await ownDraft(context, id, SIGNERS);
  const unit = await requireRole(context, SIGNERS, draft.unit_id);
  const { db } = context;
  const [newest, versions, acts, live] = await Promise.all([
    findVersion(db, id, draft.version),
    listVersions(db, id),
    listActs(db, id),
    findLive(db, draft.unit_id, draft.lesson_id),
  ]);
  const content = readContent(draft, newest!.content);
  const kind = kindOf(draft);
  const nameOf = await namesOf(context, [
    ...versions.map((one) => ({ partKey: one.saved_by_key, personId: one.saved_by })),
    ...acts.map((one) => ({ partKey: one.done_by_key, personId: one.done_by })),
  ]);
  const { faults } = await kind.judge(context, draft, content);
  return {
    ...card(draft, content, live !== undefined, nameOf(newest!.saved_by)),
    unit: { id: unit.id, name: unit.name },
    version: draft.version,
    content,
    faults,
    ...(await kind.surround(context, draft, content)),
    may: await mayDo(context, draft, live),
    versions: versions.map((one) => ({
      number: one.number,
      at: one.saved_at.toISOString(),
      by: nameOf(one.saved_by),
      restored: one.restored,
    })),
    acts: acts.map((one) => ({
      act: one.act,
      version: one.version,
      at: one.done_at.toISOString(),
      by: nameOf(one.done_by),
      note: one.note,
    })),
  };
}

/** What the asker may do with a draft now. @param live the version that learners have */
export async function mayDo(
  context: Asking,
  draft: Draft,
  live: number | undefined,
): Promise<DraftView['may']> {
  const { actor, db } = context;
  const edits = await hasRole(context, EDITORS, draft.unit_id);
  const wrote = actor.kind === 'person' && (await wroteSince(db, draft.id, actor.personId, live ?? 0));
  const ways = possible(draft.state, live !== undefined).filter((act) =>
    act === 'sign' ? !wrote : act === 'return' || edits,
  );
  return edits ? ['edit', ...ways] : ways;
}

function card(draft: Draft, content: DraftContent, live: boolean, by: string | null): DraftCard {
  return {
    id: draft.id,
    kind: draft.kind,
    lesson: draft.lesson_id,
    title: kindOf(draft).titleOf(content),
    replaces: draft.replaces,
    state: draft.state,
    live,
    updatedAt: draft.updated_at.toISOString(),
    by,
  };
}

/** What a unit writes itself, of one kind. */
export async function readDrafts(context: Asking, unitId: number, kind: DraftKindName): Promise<DraftList> {
  const unit = await requireRole(context, SIGNERS, unitId);
  const drafts = await listDraftsOf(context.db, unitId, kind);
  const [newest, live] = await Promise.all([listNewest(context.db, drafts), listLiveOf(context.db, unitId)]);
  const byDraft = new Map(newest.map((one) => [one.draft_id, one]));
  const nameOf = await namesOf(
    context,
    newest.map((one) => ({ partKey: one.saved_by_key, personId: one.saved_by })),
  );
  const begun = new Set(drafts.map(({ lesson_id }) => lesson_id));
  return {
    unit: { id: unit.id, name: unit.name },
    kind,
    mayEdit: await hasRole(context, EDITORS, unitId),
    drafts: drafts.flatMap((draft) => {
      const version = byDraft.get(draft.id);
      if (!version) return [];
      const { content, saved_by } = version;
      return card(draft, content as DraftContent, live.includes(draft.lesson_id), nameOf(saved_by));
    }),
    shipped: beginnings[kind](context, begun),
  };
}

/** Shipped lessons that the unit has not begun to say in its own words. */
const shippedBeside = (context: Asking, begun: ReadonlySet<string>): DraftList['shipped'] =>
  entriesOf(context.content(), lessonKind)
    .filter(({ value }) => !begun.has(value.id))
    .map(({ value }) => ({ id: value.id, title: value.title.vi }));

/** Shipped scenes; each may be copied as often as somebody likes. */
const scenesToCopy = (context: Asking): DraftList['shipped'] =>
  entriesOf(context.content(), practiceKind)
    .filter(({ value }) => value.kind === 'scene')
    .map(({ value }) => ({ id: value.id, title: value.title.vi }));

const beginnings = { lesson: shippedBeside, programme: () => [], scene: scenesToCopy };

/** @throws Refusal authoring/version-not-found */
export async function readVersion(
  context: Asking,
  id: string,
  number: number,
): Promise<{ content: DraftContent }> {
  const draft = await ownDraft(context, id, SIGNERS);
  const version = await findVersion(context.db, id, number);
  return { content: readContent(draft, (version ?? refuse('version-not-found')).content) };
}
