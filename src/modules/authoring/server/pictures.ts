import sharp from 'sharp';
import { MAX_CHOICE_PHOTO, MAX_PHOTO } from '#modules/learning/index.ts';
import { requireRole } from '#modules/organisations/server.ts';
import { shortDigest } from '#platform/content/digest.ts';
import { readBytes } from '#platform/http/body.ts';
import type { Context, Person } from '#platform/http/context.ts';
import { refuse } from '../domain/refusals.ts';
import { digestOf } from '../domain/file.ts';
import { findPictureBytes, insertPicture } from './shelf.store.ts';
import type { AuthoringTables } from './tables.ts';
import { EDITORS } from './view.ts';

type Asking = Context<AuthoringTables>;
/** What is taken in, bytes; forms that carry a file have the same limit. */
export const MOST_UPLOAD = 12 * 1024 * 1024;
const KINDS = ['image/jpeg', 'image/png', 'image/webp'];
/** Twice the place it is shown in on a phone, in signs of a screen; a taller one is fitted in. */
const SIZES = {
  step: { side: 640, most: MAX_PHOTO },
  choice: { side: 384, most: MAX_CHOICE_PHOTO },
} as const;
export type PicturePlace = keyof typeof SIZES;
/** A picture that says to be larger is none that a phone took: it would fill the memory. */
const MOST_PIXELS = 50_000_000;

/**
 * Takes in a picture: turned upright, made small, everything it tells about its place and camera left out, as WebP. A
 * drawing that may hold scripts (SVG) is not taken.
 *
 * @throws Refusal authoring/picture-kind, authoring/picture-unreadable, http/body-too-large
 */
export async function takePicture(
  context: Asking,
  unitId: number,
  place: PicturePlace,
): Promise<{ file: string; url: string; width: number; height: number; bytes: number }> {
  await requireRole(context, EDITORS, unitId);
  const type = (context.request.headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase();
  if (!KINDS.includes(type)) refuse('picture-kind');
  const given = await readBytes(context.request, type, MOST_UPLOAD);
  const { data, width, height } = await shrink(given, SIZES[place]);
  const digest = shortDigest(data);
  await insertPicture(context.db, {
    digest,
    bytes: data,
    size: data.length,
    width,
    height,
    added_at: context.now(),
    added_by: (context.actor as Person).personId,
  });
  const file = `${digest}.webp`;
  return { file, url: `/api/authoring/pictures/${file}`, width, height, bytes: data.length };
}

/** The best quality that fits into what a picture of a lesson may weigh. */
async function shrink(
  given: Uint8Array,
  { side, most }: (typeof SIZES)[PicturePlace],
): Promise<{ data: Buffer; width: number; height: number }> {
  for (const quality of [80, 65, 50, 35, 20, 10]) {
    const made = await sharp(given, { limitInputPixels: MOST_PIXELS, failOn: 'error' })
      .rotate()
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .webp({ quality })
      .toBuffer({ resolveWithObject: true })
      .catch(() => refuse('picture-unreadable'));
    if (made.data.length <= most) return { ...made.info, data: made.data };
  }
  return refuse('picture-unreadable');
}

/** Any keeper on the way may keep the answer for ever. @throws Refusal authoring/picture-not-found */
export async function readPicture(context: Asking, file: string): Promise<Response> {
  const bytes = await findPictureBytes(context.db, digestOf(file));
  if (!bytes) return refuse('picture-not-found');
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': 'image/webp',
      'content-length': String(bytes.length),
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    },
  });
}
