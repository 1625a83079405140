import { unitsOfReader } from '#modules/learning/server.ts';
import type { Context } from '#platform/http/context.ts';
import { libraryOf, type Library } from './library.ts';
import { localScenes } from './local.ts';

/** The scenes as this reader has them: everybody's, and those of her home and the units above it. */
export async function libraryFor(context: Context): Promise<Library> {
  const release = context.content();
  const units = new Set(localScenes(release).map(({ unit }) => unit));
  return libraryOf(release, units.size === 0 ? [] : await unitsOfReader(context, units));
}
