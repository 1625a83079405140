import { audit } from '#modules/identity/server.ts';
import { deriveKey, lookup, type Key } from '#platform/crypto/seal.ts';
import type { Context } from '#platform/http/context.ts';
import { MOST_SHARES, type Share, type SharedView, type ShareField } from '../../domain/contract-sharing.ts';
import { refuse } from '../../domain/refusals.ts';
import { findCredential } from '../credential.store.ts';
import { getOwn } from '../read-mine.ts';
import { worthOf } from '../replace.ts';
import { openCredential } from '../sealed.ts';
import type { CredentialsTables } from '../tables.ts';
import { makePresentation, showOf } from './present.ts';
import * as store from './share.store.ts';

type Asking = Context<CredentialsTables>;
const DAY_MS = 86_400_000;

const keyOf = (master: Key): Key => deriveKey(master, 'credentials/shares');
/** The last part of a link: 128 bits, worked out from the id of the share, so that the table needs only its digest. */
const tokenOf = (master: Key, id: string): string => lookup(keyOf(master), `token:${id}`).slice(0, 32);
const hashOf = (master: Key, token: string): string => lookup(keyOf(master), `finder:${token}`);

/** Whether a holder still lets it be seen. */
export const isOpen = ({ until, withdrawn_at }: store.ShareRow, now: Date): boolean =>
  withdrawn_at === null && until > now;

function toShare({ config, master, now }: Asking, row: store.ShareRow): Share {
  return {
    id: row.id,
    link: `${config.publicUrl}/xac-minh/chia-se/${tokenOf(master, row.id)}`,
    fields: row.fields as ShareField[],
    madeAt: row.made_at.toISOString(),
    until: row.until.toISOString(),
    state: row.withdrawn_at ? 'withdrawn' : isOpen(row, now()) ? 'open' : 'over',
    opened: row.opened,
    openedAt: row.opened_at?.toISOString() ?? null,
  };
}

/** @throws Refusal `credentials/not-found`, the same for what is another person's */
export async function readShares(context: Asking, id: string): Promise<{ shares: Share[] }> {
  const { holder, row } = await getOwn(context, id);
  const rows = await store.listSharesOf(context.db, holder, row.id);
  return { shares: rows.map((one) => toShare(context, one)) };
}

/** @throws Refusal `credentials/not-found`, `credentials/too-many-shares`, `credentials/already-revoked` */
export async function makeShare(
  context: Asking,
  credentialId: string,
  given: { readonly id: string; readonly fields: readonly ShareField[]; readonly days: number },
): Promise<Share> {
  const { holder, row } = await getOwn(context, credentialId);
  if (row.revoked_at) return refuse('already-revoked');
  const before = await store.listSharesOf(context.db, holder, row.id);
  const same = before.find((one) => one.id === given.id);
  if (same) return toShare(context, same);
  const now = context.now();
  if (before.filter((one) => isOpen(one, now)).length >= MOST_SHARES) return refuse('too-many-shares');
  const share: store.ShareRow = {
    part_key: row.part_key,
    id: given.id,
    person_id: row.person_id,
    credential_id: row.id,
    fields: [...given.fields],
    made_at: now,
    until: new Date(now.getTime() + given.days * DAY_MS),
    withdrawn_at: null,
    opened: 0,
    opened_at: null,
  };
  await context.db.transaction().execute(async (tx) => {
    const hash = hashOf(context.master, tokenOf(context.master, share.id));
    // Somebody else's id: as if there were no such thing.
    if (!(await store.insertShare(tx, share, hash))) return refuse('not-found');
    const detail = { credentialId: row.id, fields: given.fields.join(' ') };
    await audit(tx, context, { action: 'credentials.share', subject: holder, detail });
  });
  return toShare(context, share);
}

async function ownShare(context: Asking, credentialId: string, id: string) {
  const own = await getOwn(context, credentialId);
  const share = await store.findShare(context.db, own.row.part_key, id);
  if (!share || share.person_id !== own.holder.personId || share.credential_id !== own.row.id)
    return refuse('not-found');
  return { ...own, share };
}

/** @throws Refusal `credentials/not-found` */
export async function withdrawShare(context: Asking, credentialId: string, id: string): Promise<Share> {
  const { holder, share } = await ownShare(context, credentialId, id);
  const at = context.now();
  await context.db.transaction().execute(async (tx) => {
    if (!(await store.withdraw(tx, share, at))) return;
    const detail = { credentialId };
    await audit(tx, context, { action: 'credentials.withdraw-share', subject: holder, detail });
  });
  return toShare(context, { ...share, withdrawn_at: share.withdrawn_at ?? at });
}

/** @throws Refusal `credentials/not-found`, `credentials/share-over` */
export async function readPresentation(context: Asking, credentialId: string, id: string): Promise<Response> {
  const { row, sealed, share } = await ownShare(context, credentialId, id);
  if (!isOpen(share, context.now())) return refuse('share-over');
  return new Response(await makePresentation(context, row, sealed, share), {
    headers: {
      'content-type': 'application/dc+sd-jwt',
      'content-disposition': `attachment; filename="chia-se-giay-xac-nhan-${share.id.slice(-12)}.sd-jwt"`,
      'cache-control': 'private, no-store',
    },
  });
}

/** @returns undefined when there is none, or its holder was erased */
export const findShareById = ({ db, master }: Pick<Asking, 'db' | 'master'>, id: string) =>
  store.findByHash(db, hashOf(master, tokenOf(master, id)));

const UNKNOWN: SharedView = { status: 'unknown', shown: null };

/** What a link leads to. An unknown, an old and a withdrawn one look the same, as does one whose holder was erased. */
export async function readShared(context: Asking, token: string): Promise<SharedView> {
  const share = await store.findByHash(context.db, hashOf(context.master, token));
  if (!share || !isOpen(share, context.now())) return UNKNOWN;
  const row = await findCredential(context.db, share.part_key, share.credential_id);
  const sealed = row && (await openCredential(context, row));
  if (!row || !sealed) return UNKNOWN;
  await store.countOpening(context.db, share, context.now());
  const { standing } = await worthOf(context, row);
  return { status: standing, shown: await showOf(context, row, sealed, share) };
}
