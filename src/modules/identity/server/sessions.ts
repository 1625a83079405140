import type { Context } from '#platform/http/context.ts';
import type { Session } from '../domain/account-contract.ts';
import { refuse } from '../domain/refusals.ts';
import { endOwnSession, listOpenSessions } from './account.store.ts';
import { audit } from './audit.ts';
import { forgetSessions } from './session.ts';
import type { IdentityTables } from './tables.ts';

/** Where the one who asks is signed in, newest first. */
export async function readSessions(context: Context<IdentityTables>): Promise<{ sessions: Session[] }> {
  const { actor } = context;
  if (actor.kind !== 'person' || actor.anonymous) return { sessions: [] };
  const rows = await listOpenSessions(context.db, actor, context.now());
  return {
    sessions: rows.map((row) => ({
      id: row.id,
      device: describeDevice(row.device),
      since: row.created_at.toISOString(),
      current: row.id === actor.sessionId,
    })),
  };
}

/** @throws Refusal identity/not-yours */
export async function endOneSession(context: Context<IdentityTables>, id: string): Promise<object> {
  const { actor } = context;
  if (actor.kind !== 'person' || actor.anonymous) return refuse('not-yours');
  await context.db.transaction().execute(async (tx) => {
    if (!(await endOwnSession(tx, actor, id, context.now()))) refuse('not-yours');
    await audit(tx, context, { action: 'identity.end-session', subject: actor });
  });
  forgetSessions();
  return {};
}

const SYSTEMS = [/Android/, /iPhone|iPad/, /Windows/, /Mac OS X/, /CrOS/, /Linux/] as const;
const SYSTEM_NAMES = ['Android', 'iOS', 'Windows', 'macOS', 'ChromeOS', 'Linux'];
const BROWSERS = [/coc_coc/i, /Edg/, /SamsungBrowser/, /Firefox/, /Chrome/, /Safari/] as const;
const BROWSER_NAMES = ['Cốc Cốc', 'Edge', 'Samsung Internet', 'Firefox', 'Chrome', 'Safari'];

/** `Chrome · Android` from a browser's long description of itself; empty for what is not known. */
export function describeDevice(agent: string): string {
  const browser = BROWSER_NAMES[BROWSERS.findIndex((one) => one.test(agent))];
  const system = SYSTEM_NAMES[SYSTEMS.findIndex((one) => one.test(agent))];
  return [browser, system].filter(Boolean).join(' · ');
}
