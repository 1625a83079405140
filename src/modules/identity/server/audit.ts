import { createHash } from 'node:crypto';
import type { Db, Tx } from '#platform/database/connect.ts';
import type { Context } from '#platform/http/context.ts';
import type { Identity } from '#platform/http/module.ts';
import { auditText, GENESIS, type AuditEntry } from '../domain/audit-chain.ts';
import { appendEntries, findHead, listChain, listChains, lockHeads } from './audit.store.ts';

export interface AuditNote {
  /** `module.verb-object`, such as `identity.sign-in`. */
  readonly action: string;
  /** Whom it is about. */
  readonly subject?: Identity;
  readonly unitId?: number;
  /** Facts without personal data: the log cannot be erased. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

export type AuditContext = Pick<Context, 'actor' | 'now' | 'newId'>;

/** The chain of what belongs to no person's part. */
const NOBODY = 0;

/** Appends to the log in the transaction of what it tells of. One chain for each part key. */
export async function audit(tx: Tx, context: AuditContext, note: AuditNote): Promise<void> {
  await auditMany(tx, [{ context, note }]);
}

/**
 * The same of many things at once, in the order given; chains are locked in the order of their keys, so that two who write
 * at once do not wait for each other for ever.
 */
export async function auditMany(
  tx: Tx,
  notes: readonly { readonly context: AuditContext; readonly note: AuditNote }[],
): Promise<void> {
  const chains = Map.groupBy(notes, ({ context, note }) => {
    const actor = context.actor.kind === 'person' ? context.actor : undefined;
    return note.subject?.partKey ?? actor?.partKey ?? NOBODY;
  });
  const entries: (AuditEntry & { readonly hash: string })[] = [];
  if (notes.length === 0) return;
  const heads = await lockHeads(tx, [...chains.keys()], GENESIS);
  for (const [partKey, chain] of chains) {
    let { seq, hash } = heads.get(partKey)!;
    for (const { context, note } of chain) {
      const entry = {
        partKey,
        seq: ++seq,
        id: context.newId(),
        at: context.now(),
        actorId: context.actor.kind === 'person' ? context.actor.personId : null,
        action: note.action,
        subjectId: note.subject?.personId ?? null,
        unitId: note.unitId ?? null,
        detail: note.detail ?? {},
      };
      hash = digest(auditText(hash, entry));
      entries.push({ ...entry, hash });
    }
  }
  await appendEntries(tx, entries);
}

/**
 * Notes that somebody read a person's record. Her own reading of her own record is not noted.
 *
 * @param what which part was read, such as `assessment.result`
 */
export async function auditRead(
  context: AuditContext & { readonly db: Db },
  read: { readonly subject: Identity; readonly what: string; readonly unitId?: number },
): Promise<void> {
  if (context.actor.kind === 'person' && context.actor.personId === read.subject.personId) return;
  const { subject, what, unitId } = read;
  await context.db.transaction().execute((tx) =>
    audit(tx, context, {
      action: 'identity.read-record',
      subject,
      detail: { what },
      ...(unitId === undefined ? {} : { unitId }),
    }),
  );
}

export type AuditVerdict =
  | { readonly sound: true; readonly entries: number }
  | {
      readonly sound: false;
      readonly partKey: number;
      readonly seq: number;
      readonly what: 'changed' | 'missing';
    };

const BATCH = 1_000;

/** Follows one chain from its first entry; finds the first that was changed, removed or cut off at the end. */
export async function verifyAudit(db: Db, partKey: number): Promise<AuditVerdict> {
  const head = await findHead(db, partKey);
  let hash = GENESIS;
  let seq = 0;
  for (;;) {
    const entries = await listChain(db, partKey, seq, BATCH);
    for (const { hash: kept, ...entry } of entries) {
      if (entry.seq !== seq + 1) return { sound: false, partKey, seq: seq + 1, what: 'missing' };
      if (digest(auditText(hash, entry)) !== kept)
        return { sound: false, partKey, seq: entry.seq, what: 'changed' };
      hash = kept;
      seq = entry.seq;
    }
    if (entries.length < BATCH) break;
  }
  if (head && head.seq > seq) return { sound: false, partKey, seq: seq + 1, what: 'missing' };
  if (head && head.hash !== hash) return { sound: false, partKey, seq, what: 'changed' };
  return { sound: true, entries: seq };
}

/** All chains; the first fault of each. */
export async function verifyAllAudit(db: Db): Promise<readonly AuditVerdict[]> {
  const verdicts: AuditVerdict[] = [];
  for (const partKey of await listChains(db)) verdicts.push(await verifyAudit(db, partKey));
  return verdicts;
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
