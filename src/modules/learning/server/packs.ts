import { gzipSync } from 'node:zlib';
import type { Asset, Release } from '#platform/content/release.ts';
import { VARIANT_LANGUAGES } from '#platform/text/languages.ts';
import type { Context } from '#platform/http/context.ts';
import { picturesShown, type LessonView, type Pack } from '../domain/contract.ts';
import type { Voice } from '../domain/voice.ts';
import { refuse } from '../domain/refusals.ts';
import { libraryOf, type Library } from './library.ts';
import { libraryFor, libraryHolding } from './reader.ts';
import type { LearningTables } from './tables.ts';

/** By the lessons of a library: readers of any language take the same along. */
const packs = new WeakMap<Library['lessons'], readonly Pack[]>();

/** What each lesson weighs on the way and which version it is; worked out once a library. */
export function packsOf(release: Release, library: Library): readonly Pack[] {
  let made = packs.get(library.lessons);
  if (!made) {
    const assets = new Map(Object.values(release.assets).map((asset) => [`/content/${asset.hash}/`, asset]));
    made = [...library.lessons.values()].map((lesson) => makePack(lesson, assets));
    packs.set(library.lessons, made);
  }
  return made;
}

function makePack(lesson: LessonView, assets: ReadonlyMap<string, Asset>): Pack {
  const urls = new Set(lesson.steps.flatMap(picturesShown));
  return {
    lesson: lesson.id,
    title: lesson.title,
    version: lesson.version,
    bytes: gzipSync(JSON.stringify(lesson)).length,
    files: [...urls].map((url) => ({
      url,
      bytes: weigh(assets.get(url.slice(0, url.lastIndexOf('/') + 1))),
    })),
    voice: weighVoice(
      lesson.steps.flatMap(({ voice }) => voice ?? []),
      assets,
    ),
    voices: Object.fromEntries(
      VARIANT_LANGUAGES.flatMap((language) => {
        const own = lesson.steps.flatMap(({ voices = [] }) =>
          voices.filter((one) => one.language === language),
        );
        const weight = weighVoice(own, assets);
        return weight ? [[language, weight]] : [];
      }),
    ),
  };
}

/** What a phone brings over of the recordings: of each sentence the one file that it plays. */
function weighVoice(voices: readonly Voice[], assets: ReadonlyMap<string, Asset>): Pack['voice'] {
  const recordings = new Map(voices.flatMap(({ files }) => files).map((urls) => [urls.join(' '), urls]));
  const sizes = [...recordings.values()].map((urls) =>
    urls.flatMap((url) => assets.get(url.slice(0, url.lastIndexOf('/') + 1)) ?? []),
  );
  const sum = (isIts: (asset: Asset) => boolean) =>
    sizes.reduce((bytes, files) => bytes + (files.find(isIts)?.size ?? 0), 0);
  const files = sizes.flat();
  if (files.length === 0) return null;
  return { opus: sum(() => true), other: sum(({ type }) => !type.includes('opus')) };
}

/** Bytes on the way: a drawing is compressed, a photograph is already. */
const weigh = (asset: Asset | undefined): number =>
  asset === undefined ? 0 : asset.body === null ? asset.size : gzipSync(asset.body).length;

/** All that this reader can take along. */
export async function readPacks(context: Context<LearningTables>): Promise<{
  packs: Pack[];
  programmes: { id: string; title: LessonView['title']; lessons: string[] }[];
}> {
  const library = await libraryFor(context);
  const programmes = library.programmes.map(({ id, title, chapters }) => ({
    id,
    title,
    lessons: chapters.flatMap((chapter) => chapter.lessons.map((lesson) => lesson.id)),
  }));
  return { packs: [...packsOf(context.content(), library)], programmes };
}

/** Any keeper on the way may keep the answer for ever. @throws Refusal `learning/pack-gone`: another version is served now */
export async function readPack(
  context: Context<LearningTables>,
  { lesson, version }: { readonly lesson: string; readonly version: string },
): Promise<Response> {
  const own = await libraryFor(context);
  // Her phone may hold the address of what everybody has, from before her home was known.
  const found = [own, libraryHolding(context.content(), own, lesson), libraryOf(context.content())]
    .map((library) => library?.lessons.get(lesson))
    .find((one) => one?.version === version);
  return Response.json(found ?? refuse('pack-gone'), {
    headers: { 'cache-control': 'public, max-age=31536000, immutable' },
  });
}
