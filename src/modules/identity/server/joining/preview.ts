import type { Context } from '#platform/http/context.ts';
import type { Identity } from '#platform/http/module.ts';
import { faultOf, keptOf } from '../../domain/joining.ts';
import type { Joined, JoinPreview } from '../../domain/joining-contract.ts';
import { exportEverywhere } from '../registry.ts';
import type { IdentityTables } from '../tables.ts';
import { sideOf, type Side } from './join-people.ts';

/** Which of two would stay, what each holds, and why they cannot be joined. */
export async function previewOf(
  context: Context<IdentityTables>,
  inUse: Identity,
  other: Identity,
  by: 'herself' | 'officers',
): Promise<JoinPreview> {
  const [here, there] = [await sideOf(context, inUse), await sideOf(context, other)];
  const stays = keptOf(here, there);
  return {
    stays: await describe(context, stays),
    goes: await describe(context, stays === here ? there : here),
    fault: faultOf(here, there, by) ?? null,
  };
}

/** How much there is of what, as the copy of her own data holds it. */
async function describe(context: Context<IdentityTables>, side: Side): Promise<Joined> {
  const held = side.gone ? {} : await exportEverywhere(context as unknown as Context, side);
  return {
    name: side.name,
    since: side.since.toISOString(),
    account: side.kind === 'resident',
    hasNumber: side.hasNumber,
    counts: Object.entries(held).flatMap(([module, parts]) =>
      Object.entries(parts as Record<string, unknown>).flatMap(([name, list]) =>
        Array.isArray(list) && list.length > 0 ? [{ of: `${module}.${name}`, count: list.length }] : [],
      ),
    ),
  };
}
