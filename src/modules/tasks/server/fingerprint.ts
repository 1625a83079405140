import { extract } from '#modules/plans/server.ts';
import { fold } from '#platform/text/fold.ts';
import sharp from 'sharp';
import { pictureKinds, type FileKind } from '../domain/file-kind.ts';
import { pictureMark, textMark, type PrintKind } from '../domain/likeness.ts';
import { refuse } from '../domain/refusals.ts';

/** A picture that says to be larger is none that a phone took: it would fill the memory. */
const MOST_PIXELS = 50_000_000;
/** Reading a file's words may take this long; a slower one is kept without being compared. */
const MOST_MILLISECONDS = 15_000;

export const printKindOf = (kind: FileKind): PrintKind => (pictureKinds.includes(kind) ? 'picture' : 'text');

/**
 * What makes a file comparable with others; empty where nothing does, as with a scan without text or a table.
 *
 * @throws Refusal tasks/evidence-unreadable for a picture that is none
 */
export async function printOf(bytes: Uint8Array, kind: FileKind): Promise<string> {
  if (printKindOf(kind) === 'picture') return pictureMark(await greyOf(bytes));
  if (kind === 'xlsx') return '';
  const text = await extract(bytes, { milliseconds: MOST_MILLISECONDS }).then(
    (read) => read.text,
    () => '',
  );
  return textMark(fold(text));
}

/** 9 × 8 brightnesses of the picture as it is seen. */
async function greyOf(bytes: Uint8Array): Promise<Uint8Array> {
  return sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error' })
    .rotate()
    .flatten({ background: '#ffffff' })
    .greyscale()
    .resize(9, 8, { fit: 'fill' })
    .raw()
    .toBuffer()
    .catch(() => refuse('evidence-unreadable'));
}
