import { gzipSync } from 'node:zlib';
import type { Release } from '#platform/content/release.ts';
import type { Context } from '#platform/http/context.ts';
import type { PracticeView, ScenePack } from '../domain/contract.ts';
import { refuse } from '../domain/refusals.ts';
import { libraryOf, type Library } from './library.ts';
import { libraryFor } from './reader.ts';

const packs = new WeakMap<Library, readonly ScenePack[]>();

/** What each scene weighs on the way and which version it is; worked out once a library. */
export function packsOf(release: Release, library: Library): readonly ScenePack[] {
  let made = packs.get(library);
  if (!made) {
    const bodies = new Map(
      Object.values(release.assets).map(({ hash, body }) => [`/content/${hash}/`, body ?? '']),
    );
    made = [...library.views.values()].map((view) => makePack(view, bodies));
    packs.set(library, made);
  }
  return made;
}

function makePack(view: PracticeView, bodies: ReadonlyMap<string, string>): ScenePack {
  return {
    scene: view.card.id,
    title: view.card.title,
    lessons: view.card.lessons,
    version: view.version,
    bytes: gzipSync(JSON.stringify(view)).length,
    files: [...new Set(Object.values(view.pictures))].map((url) => ({
      url,
      bytes: gzipSync(bodies.get(url.slice(0, url.lastIndexOf('/') + 1)) ?? '').length,
    })),
  };
}

/** All that this reader can take along. */
export async function readPacks(context: Context): Promise<{ packs: ScenePack[] }> {
  return { packs: [...packsOf(context.content(), await libraryFor(context))] };
}

/** Any keeper on the way may keep the answer for ever. @throws Refusal `practice/pack-gone`: another version is served now */
export async function readPack(
  { content }: Context,
  { scene, version }: { readonly scene: string; readonly version: string },
): Promise<Response> {
  const view = libraryOf(content()).views.get(scene);
  if (view?.version !== version) return refuse('pack-gone');
  return Response.json(view, { headers: { 'cache-control': 'public, max-age=31536000, immutable' } });
}
