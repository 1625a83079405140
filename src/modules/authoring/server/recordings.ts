import { MAX_RECORDING, MAX_SECONDS, recordingFaults } from '#modules/learning/index.ts';
import { requireRole } from '#modules/organisations/server.ts';
import { shortDigest } from '#platform/content/digest.ts';
import { readBytes } from '#platform/http/body.ts';
import type { Context, Person } from '#platform/http/context.ts';
import { rangeResponse } from '#platform/http/ranges.ts';
import { SOUND_TYPES } from '#platform/sound/kinds.ts';
import { readSound } from '#platform/sound/sound.ts';
import { digestOf } from '../domain/file.ts';
import { kindOf } from '../domain/recording.ts';
import { refuse } from '../domain/refusals.ts';
import { findRecording, insertRecording } from './recordings.store.ts';
import type { AuthoringTables } from './tables.ts';
import { EDITORS } from './view.ts';

type Asking = Context<AuthoringTables>;
/** What is taken in, bytes: more than any recording may have, so that one too large is told so and not cut off. */
const MOST_UPLOAD = 2 * 1024 * 1024;
/** What browsers call recordings; what they are is told by their bytes. */
const NAMES = /^(?:audio\/[\w.+-]+|video\/(?:webm|mp4)|application\/ogg)$/;

/**
 * Takes in a recording of a sentence, without what its maker wrote into it: titles, names, where it was made.
 *
 * @throws Refusal authoring/recording-kind, authoring/recording-long, authoring/recording-large, http/body-too-large
 */
export async function takeRecording(
  context: Asking,
  unitId: number,
): Promise<{ file: string; url: string; seconds: number; bytes: number }> {
  await requireRole(context, EDITORS, unitId);
  const type = (context.request.headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase();
  if (!NAMES.test(type)) refuse('recording-kind');
  const sound = readSound(await readBytes(context.request, type, MOST_UPLOAD)) ?? refuse('recording-kind');
  const { kind, clean, seconds } = sound;
  const [fault] = recordingFaults(kind, clean.length, seconds);
  if (fault === 'long') refuse('recording-long', { most: MAX_SECONDS, seconds: Math.round(seconds) });
  if (fault === 'large') refuse('recording-large', { most: MAX_RECORDING[kind], bytes: clean.length });
  const digest = shortDigest(clean);
  await insertRecording(context.db, {
    digest,
    kind,
    bytes: Buffer.from(clean),
    size: clean.length,
    seconds,
    added_at: context.now(),
    added_by: (context.actor as Person).personId,
  });
  const file = `${digest}.${kind}`;
  return { file, url: `/api/authoring/recordings/${file}`, seconds, bytes: clean.length };
}

/** Any keeper on the way may keep the answer for ever. @throws Refusal authoring/recording-not-found */
export async function readRecording(context: Asking, file: string): Promise<Response> {
  const found = await findRecording(context.db, digestOf(file));
  if (!found || found.kind !== kindOf(file)) return refuse('recording-not-found');
  return rangeResponse(context.request, {
    size: found.bytes.length,
    etag: `"${digestOf(file)}"`,
    headers: {
      'content-type': SOUND_TYPES[found.kind],
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    },
    read: (start, end) => found.bytes.subarray(start, end + 1),
  });
}
