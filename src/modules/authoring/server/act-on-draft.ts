import { shortDigest } from '#platform/content/digest.ts';
import { audit } from '#modules/identity/server.ts';
import type { Tx } from '#platform/database/connect.ts';
import type { Context, Person } from '#platform/http/context.ts';
import type { ActOnDraft, DraftView } from '../domain/contract.ts';
import type { DraftRecording } from '../domain/recording.ts';
import { refuse } from '../domain/refusals.ts';
import { after } from '../domain/state.ts';
import {
  findAct,
  findVersion,
  insertAct,
  lockDraft,
  updateDraft,
  wroteSince,
  type Draft,
} from './drafts.store.ts';
import { tellConflict } from './save-draft.ts';
import { findLive, insertPublication, putOnShelf, raiseShelfHead, takeFromShelf } from './shelf.store.ts';
import { kindOf, readContent } from './kinds/kind-of.ts';
import type { AuthoringTables } from './tables.ts';
import { EDITORS, ownDraft, readDraft, SIGNERS } from './view.ts';

type Asking = Context<AuthoringTables>;

/**
 * Brings a draft further. Publishing puts exactly the words that were signed off before learners, at once; what was
 * published is never changed. The same id again does nothing.
 *
 * @throws Refusal authoring/not-now the draft is in another state; authoring/own-work who signs off wrote part of it;
 *   authoring/has-faults with each fault; authoring/note-needed a draft is returned without a word why
 */
export async function actOnDraft(context: Asking, id: string, given: ActOnDraft): Promise<DraftView> {
  const roles = given.act === 'sign' || given.act === 'return' ? SIGNERS : EDITORS;
  const draft = await ownDraft(context, id, roles);
  if (await findAct(context.db, given.id)) return readDraft(context, id);
  if (given.act === 'return' && given.note === '') refuse('note-needed');
  const ready = given.act === 'submit' || given.act === 'publish' ? await sound(context, draft) : undefined;
  await context.db.transaction().execute((tx) => act(context, tx, id, given, ready));
  if (given.act === 'publish' || given.act === 'retire') await context.contentChanged();
  return readDraft(context, id);
}

/** What may be put before learners. */
interface Ready {
  readonly value: object;
  readonly follows: string | null;
  /** Of words that stand in it. */
  readonly recordings: readonly DraftRecording[];
}

/** @throws Refusal authoring/has-faults */
async function sound(context: Asking, draft: Draft): Promise<Ready> {
  const version = (await findVersion(context.db, draft.id, draft.version))!;
  const kind = kindOf(draft);
  const content = readContent(draft, version.content);
  const { faults, value } = await kind.judge(context, draft, content);
  const errors = faults.filter(({ severity }) => severity === 'error');
  return {
    value: value ?? refuse('has-faults', { faults: errors }),
    follows: kind.followsOf(content),
    recordings: kind.recordingsOf(content),
  };
}

async function act(
  context: Asking,
  tx: Tx<AuthoringTables>,
  id: string,
  given: ActOnDraft,
  ready: Ready | undefined,
): Promise<void> {
  const actor = context.actor as Person;
  const draft = (await lockDraft(tx, id))!;
  if (draft.version !== given.version) return tellConflict(context, draft);
  const state = after(draft.state, given.act) ?? refuse('not-now', { state: draft.state });
  const live = await findLive(tx, draft.unit_id, draft.lesson_id);
  if (given.act === 'sign' && (await wroteSince(tx, id, actor.personId, live ?? 0))) refuse('own-work');
  const at = context.now();
  const row = { id: given.id, draft_id: id, version: draft.version, act: given.act, note: given.note };
  const isNew = await insertAct(tx, {
    ...row,
    done_at: at,
    done_by: actor.personId,
    done_by_key: actor.partKey,
  });
  if (!isNew) return;
  await updateDraft(tx, id, { state, updated_at: at });
  if (given.act === 'publish') await publish(context, tx, draft, ready!);
  if (given.act === 'retire') {
    await takeFromShelf(tx, draft.unit_id, draft.lesson_id);
    await raiseShelfHead(tx);
  }
  await audit(tx, context, {
    action: `authoring.${given.act}`,
    unitId: draft.unit_id,
    detail: { lesson: draft.lesson_id, version: draft.version },
  });
}

async function publish(
  { newId, now }: Asking,
  tx: Tx<AuthoringTables>,
  draft: Draft,
  { value, follows, recordings }: Ready,
): Promise<void> {
  const id = newId();
  await insertPublication(tx, {
    id,
    draft_id: draft.id,
    version: draft.version,
    digest: shortDigest(JSON.stringify(recordings.length > 0 ? [value, recordings] : value)),
    content: value,
    follows,
    recordings,
    published_at: now(),
  });
  await putOnShelf(tx, { unit_id: draft.unit_id, lesson_id: draft.lesson_id, publication_id: id });
  await raiseShelfHead(tx);
}
