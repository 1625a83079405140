import { gzipSync } from 'node:zlib';
import type { Release } from '#platform/content/release.ts';
import type { Context } from '#platform/http/context.ts';
import type { LessonView, Pack } from '../domain/contract.ts';
import { refuse } from '../domain/refusals.ts';
import { libraryOf } from './library.ts';

const packs = new WeakMap<Release, readonly Pack[]>();

/** What each lesson weighs on the way and which version it is; worked out once a release. */
export function packsOf(release: Release): readonly Pack[] {
  let made = packs.get(release);
  if (!made) {
    const bodies = new Map(
      Object.values(release.assets).map((asset) => [`/content/${asset.hash}/`, asset.body]),
    );
    made = [...libraryOf(release).lessons.values()].map((lesson) => makePack(lesson, bodies));
    packs.set(release, made);
  }
  return made;
}

function makePack(lesson: LessonView, bodies: ReadonlyMap<string, string>): Pack {
  const urls = new Set(lesson.steps.flatMap((step) => step.picture?.url ?? []));
  return {
    lesson: lesson.id,
    title: lesson.title,
    version: lesson.version,
    bytes: gzipSync(JSON.stringify(lesson)).length,
    files: [...urls].map((url) => ({
      url,
      bytes: gzipSync(bodies.get(url.slice(0, url.lastIndexOf('/') + 1)) ?? '').length,
    })),
  };
}

/** All that can be taken along; the same for everybody. */
export async function readPacks({ content }: Context): Promise<{
  packs: Pack[];
  programmes: { id: string; title: LessonView['title']; lessons: string[] }[];
}> {
  const programmes = libraryOf(content()).programmes.map(({ id, title, chapters }) => ({
    id,
    title,
    lessons: chapters.flatMap((chapter) => chapter.lessons.map((lesson) => lesson.id)),
  }));
  return { packs: [...packsOf(content())], programmes };
}

/** Any keeper on the way may keep the answer for ever. @throws Refusal `learning/pack-gone`: another version is served now */
export async function readPack(
  { content }: Context,
  { lesson, version }: { readonly lesson: string; readonly version: string },
): Promise<Response> {
  if (!packsOf(content()).some((pack) => pack.lesson === lesson && pack.version === version))
    return refuse('pack-gone');
  return Response.json(libraryOf(content()).lessons.get(lesson), {
    headers: { 'cache-control': 'public, max-age=31536000, immutable' },
  });
}
