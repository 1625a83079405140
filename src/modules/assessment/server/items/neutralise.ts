import { audit } from '#modules/identity/server.ts';
import { NATION_ID } from '#modules/organisations/index.ts';
import { requireRole } from '#modules/organisations/server.ts';
import type { Tx } from '#platform/database/connect.ts';
import type { Context, Person, Services } from '#platform/http/context.ts';
import { announce } from '#platform/outbox/outbox.ts';
import type { Neutralised, NeutraliseItem } from '../../domain/appeal-contract.ts';
import { compareVerdicts, scoreWithout } from '../../domain/neutralise.ts';
import { refuse } from '../../domain/refusals.ts';
import type { SessionResult } from '../../domain/session.ts';
import { getBundle } from '../bundle.ts';
import { finishedEvent } from '../end-session.ts';
import { insertRescore } from '../rescore.store.ts';
import type { AssessmentTables, SessionRow } from '../tables.ts';
import { itemIn, OFFICERS } from './mark-item.ts';
import { insertMark, listWithItem } from './marks.store.ts';
import { uncountedItems } from './uncounted.ts';

type Asking = Context<AssessmentTables>;
const BATCH = 500;

/** The result of a test without an item and without what was neutralised in it before. */
export async function resultWithout(
  db: Asking['db'],
  session: SessionRow,
  itemId: string,
): Promise<SessionResult | undefined> {
  const { bank, rules } = await getBundle(db, session.bundle);
  const items = new Set([...(await uncountedItems(db, session)), itemId]);
  return scoreWithout(bank, rules, session.state, items, session.result?.reason ?? 'longest');
}

/** Writes a better result; keeps the one before, and tells the others. @returns false when it changed in between */
export async function writeWithout(
  tx: Tx<AssessmentTables>,
  context: Pick<Services, 'now' | 'newId'>,
  session: SessionRow,
  result: SessionResult,
  without: string,
): Promise<boolean> {
  const id = context.newId();
  const bundle = session.scored_by ?? session.bundle;
  const isKept = await insertRescore(tx, { id, session, bundle, result, at: context.now(), without });
  if (isKept) await announce(tx, finishedEvent(context, session, result));
  return isKept;
}

/**
 * Scores all finished tests without a question. Without `apply` it tells the difference and changes nothing. With it,
 * whose verdict rises has the better one; whose verdict would fall keeps hers: it was not her fault.
 *
 * @throws Refusal `assessment/item-unknown`, `assessment/unit-too-small`
 */
export async function neutraliseItem(
  context: Asking,
  unitId: number,
  { id, itemId, reason, apply }: NeutraliseItem,
): Promise<Neutralised> {
  await requireRole(context, OFFICERS, unitId);
  if (unitId !== NATION_ID) return refuse('unit-too-small');
  if (!itemIn(context, itemId)) return refuse('item-unknown');
  const diff = { tests: 0, up: 0, kept: 0, applied: 0 };
  let after: { partKey: number; id: string } | undefined;
  for (;;) {
    const rows = await listWithItem(context.db, itemId, after, BATCH);
    for (const session of rows) {
      const result = await resultWithout(context.db, session, itemId);
      if (!result || !session.verdict || session.verdict === 'replaced') continue;
      diff.tests += 1;
      const change = compareVerdicts(session.verdict, result.verdict);
      if (change === 'down') diff.kept += 1;
      if (change !== 'up') continue;
      diff.up += 1;
      if (!apply) continue;
      const isWritten = await context.db
        .transaction()
        .execute((tx) => writeWithout(tx, context, session, result, itemId));
      if (isWritten) diff.applied += 1;
    }
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) break;
    after = { partKey: last.part_key, id: last.id };
  }
  if (apply)
    await context.db.transaction().execute(async (tx) => {
      const mark = {
        id,
        item_id: itemId,
        act: 'neutralised' as const,
        reason,
        unit_id: unitId,
        done_by: (context.actor as Person).personId,
        done_at: context.now(),
      };
      if (!(await insertMark(tx, mark))) return;
      await audit(tx, context, {
        action: 'assessment.neutralise-item',
        unitId,
        detail: { item: itemId, ...diff },
      });
    });
  return diff;
}
