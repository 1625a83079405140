import * as v from 'valibot';
import { Lesson } from '#modules/learning/index.ts';

/** The file of a pack that names all others. */
export const PACK_MANIFEST = 'bdhvs-pack.json';
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/** Lessons of one installation as something to bring to another; every file with the SHA-256 of its bytes. */
export const PackManifest = v.strictObject({
  format: v.literal('bdhvs-pack'),
  version: v.literal(1),
  /** Who made it, in words. */
  from: v.pipe(v.string(), v.maxLength(200)),
  lessons: v.pipe(
    v.array(
      v.strictObject({
        id: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,80}$/)),
        file: v.pipe(v.string(), v.regex(/^lessons\/[a-z0-9-]{1,80}\.json$/)),
        sha256,
      }),
    ),
    v.minLength(1),
    v.maxLength(500),
  ),
  pictures: v.pipe(
    v.array(
      v.strictObject({
        file: v.pipe(v.string(), v.regex(/^pictures\/[0-9a-f]{16}\.webp$/)),
        sha256,
      }),
    ),
    v.maxLength(5_000),
  ),
});
export type PackManifest = v.InferOutput<typeof PackManifest>;
export const PackedLesson = Lesson;
