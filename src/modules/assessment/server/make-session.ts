import { randomBytes } from 'node:crypto';
import type { Context } from '#platform/http/context.ts';
import type { Identity } from '#platform/http/module.ts';
import { noteBroken } from '../domain/broken.ts';
import type { EvidenceDemand } from '../domain/evidence.ts';
import { deadlineOf } from '../domain/clock.ts';
import { ruleSetKey } from '../domain/rules.ts';
import { nextStep, startSession as begin } from '../domain/session.ts';
import type { Bundle } from './bundle.ts';
import { circumstancesOf } from './circumstances.ts';
import { ledgerOf } from './exposure-ledger.ts';
import { withdrawnItems } from './items/withdrawn.ts';
import type { insertSession } from './session.store.ts';
import type { AssessmentTables } from './tables.ts';

export interface NewSession {
  readonly person: Identity;
  readonly group: string;
  readonly bundle: Bundle;
  /** Items the person met lately. */
  readonly seen: readonly string[];
  /** What her unit asks to be done, over what the rules ask. */
  readonly evidence: EvidenceDemand | null;
  /** The phone runs no scripts: no tasks. */
  readonly plain: boolean;
  /** Of a supervised test. */
  readonly sitting?: { readonly id: string; readonly extraMinutes: number };
}

type Row = Parameters<typeof insertSession>[1] & { deadline_at: Date | null; paused_at: null };

/**
 * Draws a new test: the items it may use are frozen with it, from the seed, the exposure of each item so far and what
 * the person met lately. Nothing is written yet.
 *
 * @returns the row to insert, and what to note once it is in
 */
export async function makeSession(
  context: Context<AssessmentTables>,
  { person, group, bundle, evidence, seen, plain, sitting }: NewSession,
): Promise<{ readonly row: Row; readonly note: () => void }> {
  const ledger = ledgerOf(context.db, bundle);
  const start = begin(bundle.bank, bundle.rules, {
    seed: randomBytes(16).toString('base64url'),
    seenItems: seen,
    exposure: await ledger.counts(context),
  });
  const whole = noteBroken(bundle.bank, start, await withdrawnItems(context));
  const first = nextStep(bundle.bank, bundle.rules, plain ? { ...whole, plainFrom: 0 } : whole);
  if (first.kind !== 'item') throw new Error(`bundle ${bundle.id} gives no first question`);
  const now = context.now();
  const deadline = deadlineOf(bundle.rules, now);
  const extra = (sitting?.extraMinutes ?? 0) * 60_000;
  return {
    row: {
      part_key: person.partKey,
      id: context.newId(),
      person_id: person.personId,
      group_code: group,
      rule_set: ruleSetKey(bundle.rules),
      bundle: bundle.id,
      state: first.state,
      started_at: now,
      served_at: now,
      deadline_at: deadline && new Date(deadline.getTime() + extra),
      paused_at: null,
      sitting_id: sitting?.id ?? null,
      evidence,
      ...circumstancesOf(context),
    },
    note: () => {
      ledger.noteStart(first.state);
      ledger.noteAsked(first.itemId);
    },
  };
}
