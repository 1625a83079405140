import { digestOfLesson } from '#modules/learning/server.ts';
import { requireRole } from '#modules/organisations/server.ts';
import type { Scene } from '#modules/practice/index.ts';
import { practiceKind } from '#modules/practice/server.ts';
import { entriesOf } from '#platform/content/release.ts';
import type { Tx } from '#platform/database/connect.ts';
import type { Context, Person } from '#platform/http/context.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import type { StartDraft } from '../domain/contract.ts';
import type { DraftContent } from '../domain/content.ts';
import { asDraft, newDraft } from '../domain/draft.ts';
import { idFor } from '../domain/lesson-id.ts';
import { newProgramme } from '../domain/programme.ts';
import { copyOfScene, newScene } from '../domain/scene.ts';
import { refuse } from '../domain/refusals.ts';
import { claimLessonId, findDraft, insertDraft, insertVersion, listLessonIds } from './drafts.store.ts';
import { draftFromMarkdown } from './read-markdown.ts';
import { kindOf } from './kinds/kind-of.ts';
import { shippedLesson } from './surroundings.ts';
import type { AuthoringTables } from './tables.ts';
import { EDITORS } from './view.ts';

type Asking = Context<AuthoringTables>;
const A_YEAR_MS = 365 * 86_400_000;
const UNTITLED = {
  lesson: 'Bài học mới',
  programme: 'Chương trình mới',
  scene: 'Bài tập mới',
} as const;

/**
 * Begins a lesson or a programme of a unit. The same id again gives the same draft.
 *
 * @throws Refusal authoring/lesson-not-found, authoring/scene-not-found there is no such shipped one; authoring/exists-already the unit says it
 *   in its own words already; authoring/markdown-faults with the line of each fault
 */
export async function startDraft(
  context: Asking,
  unitId: number,
  given: StartDraft,
): Promise<{ draft: string }> {
  const unit = await requireRole(context, EDITORS, unitId);
  const known = await findDraft(context.db, given.id);
  if (known) return known.unit_id === unit.id ? { draft: known.id } : refuse('exists-already');
  const content = begin(context, given);
  const lesson =
    (given.kind === 'lesson' && given.replaces) || (await freeId(context, kindOf(given).titleOf(content)));
  await context.db.transaction().execute((tx) => insertFirst(context, tx, unit.id, given, lesson, content));
  return { draft: given.id };
}

function begin(context: Asking, { kind, title, replaces, copies, markdown }: StartDraft): DraftContent {
  if (kind === 'programme') return newProgramme(title ?? UNTITLED.programme);
  const now = context.now();
  const today = vietnamDay(now);
  const expires = vietnamDay(new Date(now.getTime() + A_YEAR_MS));
  if (kind === 'scene') {
    const name = title ?? UNTITLED.scene;
    if (copies === undefined) return newScene(name, today, expires);
    return copyOfScene(shippedScene(context, copies), name, today, expires);
  }
  if (replaces !== undefined) {
    const shipped = shippedLesson(context, replaces) ?? refuse('lesson-not-found');
    return { ...asDraft(shipped, digestOfLesson(shipped)), reviewed: today, expires };
  }
  const blank = newDraft(title ?? UNTITLED.lesson, today, expires);
  return markdown === undefined ? blank : draftFromMarkdown(context.language, blank, markdown);
}

/** @throws Refusal authoring/scene-not-found */
function shippedScene(context: Asking, id: string): Scene {
  const found = entriesOf(context.content(), practiceKind).find(({ value }) => value.id === id)?.value;
  return found?.kind === 'scene' ? found : refuse('scene-not-found');
}

async function freeId(context: Asking, title: string): Promise<string> {
  const taken = new Set(await listLessonIds(context.db));
  const { kinds } = context.content();
  const shipped = ['lessons', 'programmes', 'practice'].flatMap((name) => kinds[name] ?? []);
  for (const { value } of shipped) taken.add((value as { id: string }).id);
  return idFor(title, (id) => taken.has(id));
}

async function insertFirst(
  { actor, now, newId }: Asking,
  tx: Tx<AuthoringTables>,
  unitId: number,
  { id, kind, replaces: named }: StartDraft,
  lesson: string,
  content: DraftContent,
): Promise<void> {
  const replaces = kind === 'lesson' && named !== undefined;
  const at = now();
  const author = actor as Person;
  const draft = { id, unit_id: unitId, lesson_id: lesson, kind, replaces };
  const row = { ...draft, state: 'draft' as const, version: 1, created_at: at, updated_at: at };
  if (!(await insertDraft(tx, row))) refuse('exists-already');
  if (!replaces && !(await claimLessonId(tx, lesson, id))) refuse('exists-already');
  await insertVersion(tx, {
    draft_id: id,
    number: 1,
    id: newId(),
    content,
    restored: null,
    saved_at: at,
    saved_by: author.personId,
    saved_by_key: author.partKey,
  });
}
