import { hash as digestOf, randomBytes, randomInt } from 'node:crypto';
import type { Db, Tx } from '#platform/database/connect.ts';
import type { Actor, Context, Services } from '#platform/http/context.ts';
import { believed } from './believed.ts';
import { endSession, findSession, insertSession, listGrants } from './session.store.ts';
import type { IdentityTables } from './tables.ts';

export { forgetSessions } from './believed.ts';

export const SESSION_COOKIE = 'bdhvs';
const TOKEN = new RegExp(`(?:^|;\\s*)${SESSION_COOKIE}=([A-Za-z0-9_-]{43})(?:;|$)`);
const LEARNER_DAYS = 400;
const STAFF_HOURS = 12;
const remember = believed<Actor>();

export const digestToken = (token: string): string => digestOf('sha256', token, 'base64url');

/** Whose session cookie this request carries; `nobody` without one. */
export async function sessionActor(request: Request, services: Services): Promise<Actor> {
  const token = readToken(request);
  if (!token) return { kind: 'nobody' };
  const hash = digestToken(token);
  const now = services.now();
  return remember(hash, now, () => readActor(services.db, hash, now));
}

function readToken(request: Request): string | undefined {
  return TOKEN.exec(request.headers.get('cookie') ?? '')?.[1];
}

async function readActor(db: Db<IdentityTables>, tokenHash: string, now: Date): Promise<Actor> {
  const row = await findSession(db, tokenHash, now);
  if (!row) return { kind: 'nobody' };
  return {
    kind: 'person',
    partKey: row.part_key,
    personId: row.person_id,
    sessionId: row.id,
    anonymous: row.kind === 'anonymous',
    grants: row.kind === 'staff' ? await listGrants(db, row.part_key, row.person_id) : [],
    strongSince: row.strong_at ?? undefined,
  };
}

export interface NewSession {
  readonly partKey: number;
  readonly personId: string;
  readonly staff: boolean;
  readonly strong: boolean;
  readonly device: string;
  readonly idTokenHint?: string;
}

/** Opens a session under a fresh token, never one that the browser brought: session fixation finds nothing to fix. */
export async function openSession(
  services: Pick<Services, 'now' | 'newId' | 'config'>,
  tx: Db<IdentityTables> | Tx<IdentityTables>,
  reply: Headers,
  session: NewSession,
): Promise<{ id: string }> {
  const token = randomBytes(32).toString('base64url');
  const at = services.now();
  const seconds = session.staff ? STAFF_HOURS * 3600 : LEARNER_DAYS * 86_400;
  const id = services.newId();
  await insertSession(tx, {
    tokenHash: digestToken(token),
    id,
    partKey: session.partKey,
    personId: session.personId,
    at,
    expiresAt: new Date(at.getTime() + seconds * 1000),
    strongAt: session.strong ? at : null,
    device: session.device.slice(0, 200),
    ...(session.idTokenHint ? { idTokenHint: session.idTokenHint } : {}),
  });
  reply.append('set-cookie', cookie(token, seconds, services.config.publicUrl));
  return { id };
}

/** Ends the session that this request came with; the others of the person go on. */
export async function endThisSession(
  tx: Db<IdentityTables> | Tx<IdentityTables>,
  { request, now }: Pick<Context, 'request' | 'now'>,
): Promise<void> {
  const token = readToken(request);
  if (token) await endSession(tx, digestToken(token), now());
}

/** Tells the browser to drop its session cookie. */
export function dropCookie(reply: Headers, publicUrl: string): void {
  reply.append('set-cookie', cookie('', 0, publicUrl));
}

function cookie(token: string, seconds: number, publicUrl: string): string {
  const secure = publicUrl.startsWith('https://') ? '; Secure' : '';
  return `${SESSION_COOKIE}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure}`;
}

/** Part keys to draw from for a person whose home is not known yet: those of the communes, told at start-up. */
let homes: readonly number[] = [1];
export function setPartKeys(keys: readonly number[]): void {
  homes = keys.length > 0 ? keys : [1];
}
export const drawPartKey = (): number => homes[randomInt(homes.length)]!;
