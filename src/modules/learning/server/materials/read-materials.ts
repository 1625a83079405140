import type { Context } from '#platform/http/context.ts';
import type { LessonMaterials, MaterialForm } from '../../domain/contract-materials.ts';
import { loudspeakerScript } from '../../domain/materials/loudspeaker.ts';
import { teacherScript } from '../../domain/materials/teacher-script.ts';
import { refuse } from '../../domain/refusals.ts';
import { libraryOf } from '../library.ts';
import { libraryFor, libraryHolding } from '../reader.ts';
import {
  drawLoudspeaker,
  drawSlides,
  drawStepCard,
  drawTeacherEdition,
  writeLoudspeaker,
  type Source,
} from './documents.ts';
import { makeBook } from './epub.ts';
import { sizeOf, take, type Document } from './shelf.ts';

interface Kind {
  readonly form: MaterialForm;
  readonly file: string;
  readonly type: 'PDF' | 'TXT';
  readonly make: (source: Source) => Promise<Uint8Array> | Uint8Array;
}

const KINDS: readonly Kind[] = [
  { form: 'card', file: 'the-cac-buoc.pdf', type: 'PDF', make: drawStepCard },
  { form: 'guide', file: 'ban-nguoi-day.pdf', type: 'PDF', make: drawTeacherEdition },
  { form: 'slides', file: 'trang-chieu.pdf', type: 'PDF', make: drawSlides },
  { form: 'speaker', file: 'bai-doc-loa.pdf', type: 'PDF', make: drawLoudspeaker },
  { form: 'speaker-text', file: 'bai-doc-loa.txt', type: 'TXT', make: writeLoudspeaker },
];
const TYPES = { PDF: 'application/pdf', TXT: 'text/plain; charset=utf-8', EPUB: 'application/epub+zip' };

/** @throws Refusal `learning/lesson-not-found` */
export async function readMaterials(context: Context, id: string): Promise<LessonMaterials> {
  const source = await sourceOf(context, id);
  const files = [];
  // One after the other: drawing keeps the processor, and others want it too.
  for (const { form, file, type, make } of KINDS) {
    const bytes = await sizeOf(source.release, keyOf(source, file), () => make(source));
    files.push({ form, file, type, bytes });
  }
  const speaker = loudspeakerScript(source.lesson);
  return {
    files,
    guideMinutes: teacherScript(source.lesson).minutes,
    speakerMinutes: speaker.minutes,
    speakerOnlyInvites: speaker.onlyInvites,
  };
}

/** @throws Refusal `learning/lesson-not-found`, `learning/material-not-found` */
export async function readMaterial(context: Context, id: string, file: string): Promise<Response> {
  const source = await sourceOf(context, id);
  const kind = KINDS.find((one) => one.file === file) ?? refuse('material-not-found');
  const document = await take(source.release, keyOf(source, file), () => kind.make(source));
  return send(context, document, TYPES[kind.type], `${id}-${file}`);
}

/** @throws Refusal `learning/programme-not-found` */
export async function readBookSize(context: Context, id: string): Promise<{ file: string; bytes: number }> {
  const { file, make } = bookOf(context, id);
  return { file, bytes: await sizeOf(context.content(), `book/${id}`, make) };
}

/** @throws Refusal `learning/programme-not-found`, `learning/material-not-found` */
export async function readBook(context: Context, id: string, file: string): Promise<Response> {
  const book = bookOf(context, id);
  if (file !== book.file) refuse('material-not-found');
  return send(context, await take(context.content(), `book/${id}`, book.make), TYPES.EPUB, book.file);
}

/** The lesson in the words that this reader has. */
async function sourceOf(context: Context, id: string): Promise<Source> {
  const release = context.content();
  const library = libraryHolding(release, await libraryFor(context), id);
  const lesson = library?.lessons.get(id) ?? refuse('lesson-not-found');
  return { lesson, release, site: context.config.publicUrl };
}

/** Two units may say a lesson in different words. */
const keyOf = ({ lesson }: Source, file: string): string => `${lesson.id}/${lesson.version}/${file}`;

function bookOf({ content }: Context, id: string) {
  const release = content();
  const { programmes, lessons } = libraryOf(release);
  const programme = programmes.find((one) => one.id === id) ?? refuse('programme-not-found');
  return { file: `${id}.epub`, make: () => makeBook(programme, lessons, release) };
}

/** Readers of different units may have different words; one that has it is told so in a few bytes. */
function send({ request }: Context, { body, etag }: Document, type: string, name: string): Response {
  const headers = { etag, 'cache-control': 'private, max-age=3600' };
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
  return new Response(body, {
    headers: { ...headers, 'content-type': type, 'content-disposition': `attachment; filename="${name}"` },
  });
}
