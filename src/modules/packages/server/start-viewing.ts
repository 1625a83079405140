import { hasRole } from '#modules/organisations/server.ts';
import type { Context } from '#platform/http/context.ts';
import { refuse } from '../domain/refusals.ts';
import { findPackage, type PackageRow } from './packages.store.ts';
import { listPlaces } from './places.store.ts';
import { signViewing, VIEWING_MS } from './play-address.ts';
import type { PackagesTables } from './tables.ts';
import { plays, SIGNERS } from './view.ts';

type Asking = Context<PackagesTables>;

/**
 * An address of the player for one viewing. Staff of its unit may try what is not published yet.
 *
 * @throws Refusal packages/package-not-found, packages/player-missing
 */
export async function startViewing(
  context: Asking,
  id: string,
): Promise<{ src: string; origin: string; kept: Record<string, string>; trial: boolean }> {
  const row = await findPackage(context.db, id);
  if (!row || !(await maySee(context, row))) return refuse('package-not-found');
  const origin = context.config.playOrigin;
  if (!origin || !plays(context, row.kind)) return refuse('player-missing');
  const trial = row.state !== 'published';
  const ends = context.now().getTime() + VIEWING_MS;
  const viewing = { package: id, parent: parentOf(context), language: context.language, ends };
  const { actor } = context;
  const places = actor.kind === 'person' && !trial ? await listPlaces(context.db, actor, id) : [];
  return {
    src: `${origin}/v/${signViewing(context, viewing, context.newId())}/`,
    origin,
    kept: Object.fromEntries(places.flatMap(({ part_id, kept }) => (kept ? [[part_id, kept]] : []))),
    trial,
  };
}

const maySee = async (context: Asking, row: PackageRow): Promise<boolean> =>
  row.state === 'published' || (await hasRole(context, SIGNERS, row.unit_id));

/** The origin of the page that asks: the public one, or the other name of this machine where that is loopback. */
function parentOf({ config, request }: Asking): string {
  const main = new URL(config.publicUrl);
  const asked = new URL(request.headers.get('origin') ?? request.url);
  const names = ['localhost', '127.0.0.1'];
  const alias = names.includes(main.hostname) && names.includes(asked.hostname) && asked.port === main.port;
  return alias ? asked.origin : main.origin;
}
