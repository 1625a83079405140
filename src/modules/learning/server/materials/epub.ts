import { strToU8, zipSync, type Zippable } from 'fflate';
import { assetUrl, type Release } from '#platform/content/release.ts';
import { shortDigest } from '#platform/content/digest.ts';
import { picturesShown, type LessonView, type ProgrammeCard } from '../../domain/contract.ts';
import { fontsFor } from '#platform/print/pdf.ts';
import type { ContentLanguage } from '#platform/text/languages.ts';
import { isOutdated, lessonIn } from '../../domain/in-language/lesson.ts';
import { writtenDay } from '../../domain/materials/words.ts';
import { coverPage, lessonPage, navPage, packageFile, wordsOf, type BookPicture } from './epub-pages.ts';

/** Zip files cannot be older; a fixed day makes the same content the same bytes. */
const MTIME = new Date(2020, 0, 1);

const CONTAINER = `<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
`;
const STYLE = `body { font-family: sans-serif; line-height: 1.6; margin: 5%; }
h1, h2 { color: #27418f; line-height: 1.3; }
h1 { font-size: 1.6em; }
h2 { font-size: 1.25em; margin-top: 1.6em; }
p { margin: 0.5em 0; }
img { max-width: 100%; height: auto; }
.tip { border-left: 0.3em solid #855600; padding-left: 0.8em; }
.lead { font-size: 1.1em; }
section { page-break-inside: avoid; }
ol.choices { list-style-type: upper-alpha; }
`;

/** Where a reader's device may lack the letters, the book brings them. */
const styleWith = (fonts: readonly { readonly family: string; readonly file: string }[]) =>
  fonts.length === 0
    ? STYLE
    : [
        ...fonts.map(
          ({ family, file }) => `@font-face { font-family: "${family}"; src: url(fonts/${file}); }`,
        ),
        STYLE.replace('sans-serif', `${fonts.map(({ family }) => `"${family}"`).join(', ')}, sans-serif`),
      ].join('\n');

/**
 * A programme as an EPUB 3 book: a chapter a lesson, questions with their answers at its end. The same release gives the
 * same bytes.
 *
 * @param lessons by id, at least those of the programme
 * @param chain languages to write it in, the dearest first
 */
export function makeBook(
  programme: ProgrammeCard,
  lessons: ReadonlyMap<string, LessonView>,
  release: Release,
  chain: readonly ContentLanguage[] = ['vi'],
): Uint8Array {
  const own = programme.chapters
    .flatMap((chapter) => chapter.lessons)
    .flatMap(({ id }) => lessons.get(id) ?? []);
  const pictures = new Map(own.flatMap((lesson) => picturesOf(lesson, release)));
  const newest =
    own
      .map(({ reviewed }) => reviewed)
      .toSorted()
      .at(-1) ?? '2020-01-01';
  const words = wordsOf(chain);
  const { say } = words;
  const written = own.map((lesson) => lessonIn(lesson, chain));
  const pages = new Map(own.map((lesson) => [`${lesson.id}.xhtml`, lessonPage(lesson, pictures, words)]));
  const about = [
    say('book.about', { title: programme.title[words.frames], day: writtenDay(newest) }),
    ...(chain[0] === 'vi'
      ? []
      : [say('material.language', { language: say(`material.language.${chain[0] ?? 'vi'}`) })]),
    ...(written.some(isOutdated) ? [say('material.outdated.text')] : []),
  ];
  const fonts = fontsFor([...pages.values()].join(''));
  const files: Record<string, string> = {
    'META-INF/container.xml': CONTAINER,
    'EPUB/cover.xhtml': coverPage(programme, about, words),
    'EPUB/nav.xhtml': navPage(programme, lessons, words),
    'EPUB/style.css': styleWith(fonts),
    ...Object.fromEntries([...pages].map(([name, page]) => [`EPUB/${name}`, page])),
    ...Object.fromEntries([...pictures.values()].map(({ file, body }) => [`EPUB/${file}`, body])),
  };
  const language = chain[0] === 'vi' ? '' : `${chain[0]}:`;
  const identifier = `urn:bdhvs:book:${programme.id}:${language}${shortDigest(JSON.stringify(files))}`;
  files['EPUB/package.opf'] = packageFile({
    programme,
    words,
    languages: [
      ...new Set(written.flatMap(({ title, steps }) => [title, ...steps].map((one) => one.language))),
    ],
    fonts: fonts.map(({ file }) => `fonts/${file}`),
    identifier,
    modified: `${newest}T00:00:00Z`,
    lessons: own.map(({ id }) => id),
    pictures: [...pictures.values()].map(({ file }) => file),
  });
  const entries = Object.keys(files)
    .toSorted()
    .map((name): [string, Zippable[string]] => [name, [strToU8(files[name]!), { level: 9 }]]);
  for (const { file, body } of fonts)
    entries.push([`EPUB/fonts/${file}`, [new Uint8Array(body), { level: 9 }]]);
  // First and as it is: readers tell a book by these bytes.
  const mimetype: Zippable = { mimetype: [strToU8('application/epub+zip'), { level: 0 }] };
  return zipSync({ ...mimetype, ...Object.fromEntries(entries) }, { mtime: MTIME, os: 3 });
}

/** The pictures of a lesson by their address on its pages. */
function picturesOf(lesson: LessonView, release: Release): [string, BookPicture][] {
  const urls = new Set(lesson.steps.flatMap(picturesShown));
  return Object.values(release.assets)
    .filter(({ path }) => path.startsWith(`lessons/${lesson.id}/`))
    .flatMap(({ path, body }): [string, BookPicture][] => {
      const url = assetUrl(release, path);
      const name = path.split('/').at(-1)!;
      return url && body !== null && urls.has(url)
        ? [[url, { file: `images/${lesson.id}-${name}`, body }]]
        : [];
    });
}
