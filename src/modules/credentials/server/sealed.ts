import { openFor, PersonKeyGone, sealFor } from '#modules/identity/server.ts';
import type { Db, Tx } from '#platform/database/connect.ts';
import type { Key } from '#platform/crypto/seal.ts';
import type { Identity } from '#platform/http/module.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { CredentialRow } from './credential.store.ts';

/** What a credential holds of its person, under her own key. */
export interface Sealed {
  readonly jwt: string;
  readonly name: string | null;
  readonly outcome: Omit<Outcome, 'personId' | 'brokeWaitingTime' | 'lacksPractice' | 'finishedAt'> & {
    readonly finishedAt: string;
  };
}

interface Keys {
  readonly db: Db | Tx;
  readonly master: Key;
}
const fieldOf = (id: string): string => `credentials.${id}`;

export async function sealCredential(
  keys: Keys,
  person: Identity,
  id: string,
  content: Sealed,
): Promise<Buffer> {
  return sealFor(keys, person, fieldOf(id), JSON.stringify(content));
}

/** @returns undefined when the person was erased: her key is gone */
export async function openCredential(
  keys: Keys,
  row: Pick<CredentialRow, 'part_key' | 'person_id' | 'id' | 'sealed'>,
): Promise<Sealed | undefined> {
  try {
    const person = { partKey: row.part_key, personId: row.person_id };
    return JSON.parse(await openFor(keys, person, fieldOf(row.id), row.sealed)) as Sealed;
  } catch (error) {
    if (error instanceof PersonKeyGone) return undefined;
    throw error;
  }
}
