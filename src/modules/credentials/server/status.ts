import { randomInt } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { perDatabase, Together } from '#platform/database/together.ts';
import type { Context, Services } from '#platform/http/context.ts';
import { didOf } from '../domain/did.ts';
import { CREDENTIALS_CONTEXT, secondsOf } from '../domain/open-badge.ts';
import { refuse } from '../domain/refusals.ts';
import { bitsOf, LIST_BITS, statusAddress, STATUS_TTL_MS, type StatusPlace } from '../domain/status.ts';
import { signingKey } from './keys.ts';
import { keyAddress, signJws } from './sign.ts';
import { currentList, listMarked, openList, takeSlots } from './status.store.ts';
import type { CredentialsTables } from './tables.ts';

type StatusServices = Pick<Services<CredentialsTables>, 'db' | 'now'>;

/**
 * Places that are drawn at once. A list is left when all of them are taken, which happens when it is about six tenths
 * full; nothing has to be counted for it.
 */
const DRAWN = 16;
/** How long a signed list says that it holds; fetched again long before. */
const VALID_MS = 24 * 3600_000;

/** A place for a new credential, by chance: it tells nothing about the order of issuing. Many who draw at once share a statement. */
export async function drawPlace({ db, now }: StatusServices): Promise<StatusPlace> {
  for (;;) {
    const place = await places(db).ask(null);
    if (place) return place;
    // Read before the second try, so that whoever else finds the list full opens the same one.
    const list = await currentList(db);
    const again = await places(db).ask(null);
    if (again) return again;
    await openList(db, list + 1, now());
  }
}

const places = perDatabase(
  (db: StatusServices['db']) =>
    new Together<null, StatusPlace | undefined>(async (asked) => {
      const candidates = new Set<number>();
      while (candidates.size < DRAWN + asked.length - 1) candidates.add(randomInt(LIST_BITS));
      // Which of them gets which is chance too: the statement gives them in no order.
      const taken = await takeSlots(db, [...candidates], asked.length);
      return asked.map((_, index) => taken[index]);
    }),
);

/** Gzip and base64url with the multibase sign `u` before (Bitstring Status List v1.0 §3.2). */
export const encodeList = (bits: Uint8Array): string =>
  `u${gzipSync(bits, { level: 9 }).toString('base64url')}`;

/** The credential that tells of a whole list, without proof. */
async function buildList(context: Context<CredentialsTables>, list: number) {
  const site = context.config.publicUrl;
  const address = statusAddress(site, list);
  const at = context.now();
  return {
    '@context': [CREDENTIALS_CONTEXT],
    id: address,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: didOf(site),
    validFrom: secondsOf(at),
    validUntil: secondsOf(new Date(at.getTime() + VALID_MS)),
    credentialSubject: {
      id: `${address}#list`,
      type: 'BitstringStatusList',
      statusPurpose: 'revocation',
      ttl: STATUS_TTL_MS,
      encodedList: encodeList(bitsOf(await listMarked(context.db, list))),
    },
  };
}

/** Signed lists are kept in memory for a minute: whoever asks for one costs us nothing. */
const KEPT_MS = 60_000;
const kept = new WeakMap<object, Map<string, { readonly madeAt: number; readonly jwt: string }>>();

/** A list as JWT. @throws Refusal `credentials/not-found` for a list that was never opened */
export async function readStatusList(context: Context<CredentialsTables>, list: number): Promise<Response> {
  if (list < 1 || list > (await currentList(context.db))) return refuse('not-found');
  return new Response(await signedList(context, list), {
    headers: {
      'content-type': 'application/vc+jwt',
      'cache-control': `public, max-age=${KEPT_MS / 1000}`,
      'access-control-allow-origin': '*',
    },
  });
}

async function signedList(context: Context<CredentialsTables>, list: number): Promise<string> {
  const { config, now } = context;
  const mine = kept.get(context.content) ?? new Map();
  kept.set(context.content, mine);
  const { id, key } = await signingKey(context);
  const known = mine.get(`${id} ${list}`);
  if (known && now().getTime() - known.madeAt < KEPT_MS) return known.jwt;
  const credential = await buildList(context, list);
  const header = { alg: 'EdDSA' as const, kid: keyAddress(config.publicUrl, id), typ: 'vc+jwt' };
  const jwt = signJws(header, { ...credential, iss: credential.issuer }, key);
  mine.set(`${id} ${list}`, { madeAt: now().getTime(), jwt });
  return jwt;
}
