import type { Context } from '#platform/http/context.ts';
import type { LessonMaterials, MaterialForm } from '../../domain/contract-materials.ts';
import { loudspeakerScript } from '../../domain/materials/loudspeaker.ts';
import { teacherScript } from '../../domain/materials/teacher-script.ts';
import type { ContentLanguage } from '#platform/text/languages.ts';
import type { LessonView } from '../../domain/contract.ts';
import { isOutdated, lessonIn, stepsMissing } from '../../domain/in-language/lesson.ts';
import { writtenIn } from '../../domain/in-language/languages-of.ts';
import { refuse } from '../../domain/refusals.ts';
import { libraryOf } from '../library.ts';
import { languagesOfReader, libraryFor, libraryHolding } from '../reader.ts';
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
export async function readMaterials(
  context: Context,
  id: string,
  language: ContentLanguage | undefined,
): Promise<LessonMaterials> {
  const source = await sourceOf(context, id, language);
  const files = [];
  // One after the other: drawing keeps the processor, and others want it too.
  for (const { form, file, type, make } of KINDS) {
    const bytes = await sizeOf(source.release, keyOf(source, file), () => make(source));
    files.push({ form, file, type, bytes });
  }
  const { lesson, chain } = source;
  const speaker = loudspeakerScript(lesson, chain);
  const written = lessonIn(lesson, chain);
  return {
    language: written.language,
    languages: ['vi', ...writtenIn([lesson])],
    outdated: isOutdated(written),
    missing: stepsMissing(written),
    files,
    guideMinutes: teacherScript(lesson, chain).minutes,
    speakerMinutes: speaker.minutes,
    speakerOnlyInvites: speaker.onlyInvites,
  };
}

interface Wanted {
  readonly language?: ContentLanguage | undefined;
  readonly file: string;
}

/** @throws Refusal `learning/lesson-not-found`, `learning/material-not-found` */
export async function readMaterial(
  context: Context,
  { lesson, file, language }: Wanted & { readonly lesson: string },
): Promise<Response> {
  const source = await sourceOf(context, lesson, language);
  const kind = KINDS.find((one) => one.file === file) ?? refuse('material-not-found');
  const document = await take(source.release, keyOf(source, file), () => kind.make(source));
  return send(context, document, TYPES[kind.type], `${lesson}-${suffixOf(source.chain)}${file}`);
}

/** @throws Refusal `learning/programme-not-found` */
export async function readBookSize(context: Context, id: string, wanted: ContentLanguage | undefined) {
  const { file, make, key, language } = bookOf(context, id, wanted);
  return { file, bytes: await sizeOf(context.content(), key, make), language };
}

/** @throws Refusal `learning/programme-not-found`, `learning/material-not-found` */
export async function readBook(
  context: Context,
  { programme, file, language }: Wanted & { readonly programme: string },
): Promise<Response> {
  const book = bookOf(context, programme, language);
  if (file !== book.file) refuse('material-not-found');
  return send(context, await take(context.content(), book.key, book.make), TYPES.EPUB, book.name);
}

/** The lesson in the words that this reader has. */
async function sourceOf(
  context: Context,
  id: string,
  language: ContentLanguage | undefined,
): Promise<Source> {
  const release = context.content();
  const library = libraryHolding(release, await libraryFor(context), id);
  const lesson = library?.lessons.get(id) ?? refuse('lesson-not-found');
  return { lesson, chain: chainFor(context, [lesson], language), release, site: context.config.publicUrl };
}

/**
 * Paper has one language, and Vietnamese where a step is not there in it: the one that was asked for, else the
 * reader's first in which anything is written.
 */
function chainFor(
  context: Context,
  lessons: readonly LessonView[],
  asked: ContentLanguage | undefined,
): ContentLanguage[] {
  const there = ['vi', ...writtenIn(lessons)];
  const language = (asked ? [asked] : languagesOfReader(context)).find((code) => there.includes(code));
  return [...new Set([language ?? 'vi', 'vi' as const])];
}

const suffixOf = ([language = 'vi']: readonly ContentLanguage[]): string =>
  language === 'vi' ? '' : `${language.toLowerCase()}-`;

/** Two units may say a lesson in different words. */
const keyOf = ({ lesson, chain }: Source, file: string): string =>
  `${lesson.id}/${lesson.version}/${chain[0] ?? 'vi'}/${file}`;

function bookOf(context: Context, id: string, wanted: ContentLanguage | undefined) {
  const release = context.content();
  const { programmes, lessons } = libraryOf(release);
  const programme = programmes.find((one) => one.id === id) ?? refuse('programme-not-found');
  const own = programme.chapters.flatMap((chapter) =>
    chapter.lessons.flatMap((one) => lessons.get(one.id) ?? []),
  );
  const chain = chainFor(context, own, wanted);
  const [language = 'vi'] = chain;
  return {
    file: `${id}.epub`,
    name: `${suffixOf(chain)}${id}.epub`,
    key: `book/${id}/${language}`,
    language,
    make: () => makeBook(programme, lessons, release, chain),
  };
}

/** Readers of different units may have different words; one that has it is told so in a few bytes. */
function send({ request }: Context, { body, etag }: Document, type: string, name: string): Response {
  const headers = { etag, 'cache-control': 'private, max-age=3600' };
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
  return new Response(body, {
    headers: { ...headers, 'content-type': type, 'content-disposition': `attachment; filename="${name}"` },
  });
}
