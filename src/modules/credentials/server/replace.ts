import type { Context } from '#platform/http/context.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import { hasEnded, takesPlaceOf, type Standing } from '../domain/renewal.ts';
import { findCredential, listCredentialsOf, type CredentialRow } from './credential.store.ts';
import { openCredential } from './sealed.ts';
import type { CredentialsTables } from './tables.ts';

type Asking = Pick<Context<CredentialsTables>, 'db' | 'master' | 'now'>;

/** Confirmations of the same person and group whose place a new one takes; their ids. */
export async function listReplaced(context: Asking, row: CredentialRow, newer: Standing): Promise<string[]> {
  const person = { partKey: row.part_key, personId: row.person_id };
  const today = vietnamDay(context.now());
  const replaced: string[] = [];
  for (const earlier of await listCredentialsOf(context.db, person)) {
    if (earlier.group_code !== row.group_code || earlier.revoked_at || earlier.replaced_by) continue;
    const sealed = await openCredential(context, earlier);
    if (!sealed) continue;
    const { evidence, level, practice = [] } = sealed.outcome;
    if (takesPlaceOf(newer, { evidence, level, practice, ended: hasEnded(earlier.ends_on, today) }))
      replaced.push(earlier.id);
  }
  return replaced;
}

/** What a confirmation is worth today, and what stands in its place. */
export interface Worth {
  readonly standing: 'valid' | 'revoked' | 'replaced' | 'expired';
  /** The newest in its place. */
  readonly newest: CredentialRow | undefined;
}

/** One that was replaced stands again when what replaced it was taken back. */
export async function worthOf({ db, now }: Pick<Asking, 'db' | 'now'>, row: CredentialRow): Promise<Worth> {
  if (row.revoked_at) return { standing: 'revoked', newest: undefined };
  const newest = await newestAfter(db, row);
  if (newest) return { standing: 'replaced', newest };
  return { standing: hasEnded(row.ends_on, vietnamDay(now())) ? 'expired' : 'valid', newest };
}

async function newestAfter(
  db: Context<CredentialsTables>['db'],
  row: CredentialRow,
): Promise<CredentialRow | undefined> {
  let newest: CredentialRow | undefined;
  for (let next = row.replaced_by; next !== null;) {
    const later = await findCredential(db, row.part_key, next);
    if (!later) break;
    if (!later.revoked_at) newest = later;
    next = later.replaced_by;
  }
  return newest;
}
