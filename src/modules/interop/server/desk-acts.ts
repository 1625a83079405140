import type * as v from 'valibot';
import { audit } from '#modules/identity/server.ts';
import { requireRole } from '#modules/organisations/server.ts';
import type { Context } from '#platform/http/context.ts';
import { startOfVietnamDay } from '#platform/time/vietnam.ts';
import { RECEIVER_KEEPERS, type NewReceiver } from '../domain/receivers-contract.ts';
import { refuse } from '../domain/refusals.ts';
import { redeliver, reviveFailed } from './deliveries.store.ts';
import { requireReceiver, secretVersion } from './desk.ts';
import { endKeys } from './keys.store.ts';
import { addReceiver, removeReceiver, rotateSecret } from './receivers.ts';

const DAY_MS = 86_400_000;

/** @throws Refusal as `requireRole` and `addReceiver` */
export async function register(
  context: Context,
  unitId: number,
  { lastDay, ...given }: v.InferOutput<typeof NewReceiver>,
): Promise<{ readonly id: string; readonly secret: string | null }> {
  await requireRole(context, RECEIVER_KEEPERS, unitId);
  const endsAt = lastDay === null ? null : new Date(startOfVietnamDay(lastDay).getTime() + DAY_MS);
  return addReceiver(context, { ...given, unitId, endsAt });
}

/** @throws Refusal as `requireReceiver` and `rotateSecret`; secret-changed (409) when it was changed since it was seen */
export async function rotate(
  context: Context,
  id: string,
  {
    version,
    ...change
  }: { readonly version: string; readonly overlapDays: number; readonly publicKey: string | null },
): Promise<{ readonly secret: string | null }> {
  const receiver = await requireReceiver(context, id);
  if (receiver.way !== 'file' && (await secretVersion(context, receiver)) !== version)
    refuse('secret-changed');
  return { secret: await rotateSecret(context, id, change) };
}

/** @throws Refusal as `requireReceiver`; no-such-key (404) when it is over already */
export async function endKey(context: Context, id: string, key: string): Promise<object> {
  const { unit_id: unitId } = await requireReceiver(context, id);
  await context.db.transaction().execute(async (tx) => {
    if ((await endKeys(tx, id, context.now(), key)) === 0) return refuse('no-such-key');
    await audit(tx, context, { action: 'interop.end-secret', unitId, detail: { receiver: id, key } });
  });
  return {};
}

/** @throws Refusal as `requireReceiver` */
export async function end(context: Context, id: string): Promise<object> {
  await requireReceiver(context, id);
  await removeReceiver(context, id);
  return {};
}

/** @throws Refusal as `requireReceiver`; nothing-to-retry (409) */
export async function retry(
  context: Context,
  id: string,
  delivery: string | null,
): Promise<{ readonly waiting: number }> {
  const { unit_id: unitId, way } = await requireReceiver(context, id);
  return context.db.transaction().execute(async (tx) => {
    const now = context.now();
    // Who asks or is handed files gets things again its own way.
    const waiting =
      way !== 'webhook'
        ? 0
        : delivery === null
          ? await reviveFailed(tx, id, now)
          : Number(await redeliver(tx, id, delivery, now));
    if (waiting === 0) return refuse('nothing-to-retry');
    await audit(tx, context, {
      action: 'interop.retry',
      unitId,
      detail: { receiver: id, delivery, waiting },
    });
    return { waiting };
  });
}
