import { createHash } from 'node:crypto';
import type { Tx } from '#platform/database/connect.ts';
import { refuse } from '../domain/refusals.ts';
import type { Asking } from './find-report.ts';
import { findAct, insertAct, keyOf } from './reports.store.ts';
import type { ReportingTables, ReportKey } from './tables.ts';

export const personOf = ({ actor }: Pick<Asking, 'actor'>): string | null =>
  actor.kind === 'person' ? actor.personId : null;

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * Notes an act under its client-made id in the transaction of what it does. The report must be held.
 *
 * @returns false when just this was done before: then nothing is to be done again
 * @throws Refusal reporting/repeat-differs when something else was done under this id
 */
export async function once(
  tx: Tx<ReportingTables>,
  context: Asking,
  key: ReportKey,
  { id, act, comment = '', content }: { id: string; act: string; comment?: string; content: unknown },
): Promise<boolean> {
  const digest = sha256(JSON.stringify([key.unit_id, key.form_id, key.period, act, content]));
  const before = await findAct(tx, key.part_key, id);
  if (before) return before.digest === digest ? false : refuse('repeat-differs');
  await insertAct(tx, {
    ...keyOf(key),
    id,
    act,
    digest,
    comment,
    done_at: context.now(),
    done_by: personOf(context),
  });
  return true;
}
