import type { ContentLanguage } from '#platform/text/languages.ts';
import type { LessonView, ProgrammeCard, ViewStep } from '../../domain/contract.ts';
import { titleIn } from '../../domain/in-language/heading.ts';
import { lessonIn } from '../../domain/in-language/lesson.ts';
import { framesOf, sayIn, type Say } from '../../domain/materials/words.ts';

export interface BookPicture {
  /** Under `EPUB/`. */
  readonly file: string;
  readonly body: string;
}

/** Text as it may stand between tags and in attributes. */
const xml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Where another language begins than that of the page around it. */
const lang = (language: ContentLanguage) => ` lang="${language}" xml:lang="${language}"`;

const page = (
  language: ContentLanguage,
  title: string,
  body: string,
) => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="${language}" xml:lang="${language}">
<head><meta charset="UTF-8"/><title>${xml(title)}</title><link rel="stylesheet" type="text/css" href="style.css"/></head>
<body>
${body}
</body>
</html>
`;

/** The languages of a book, the dearest first, and the words around its lessons. */
export interface BookWords {
  readonly chain: readonly ContentLanguage[];
  readonly frames: 'vi' | 'en';
  readonly say: Say;
}

export function wordsOf(chain: readonly ContentLanguage[]): BookWords {
  const [language = 'vi'] = chain;
  return { chain, frames: framesOf(language), say: sayIn(language) };
}

export function coverPage(
  { title, summary }: ProgrammeCard,
  about: readonly string[],
  { frames, say }: BookWords,
): string {
  return page(
    frames,
    title[frames],
    `<section epub:type="titlepage">
<p>${xml(say('book.publisher'))}</p>
<h1>${xml(title[frames])}</h1>
<p class="lead">${xml(summary[frames])}</p>
${about.map((line) => `<p>${xml(line)}</p>`).join('\n')}
</section>`,
  );
}

export function navPage(
  { chapters }: ProgrammeCard,
  lessons: ReadonlyMap<string, LessonView>,
  { chain, frames, say }: BookWords,
): string {
  const entry = (id: string) => {
    const { text, language } = titleIn(lessons.get(id)!, chain);
    return `<li><a href="${id}.xhtml"${lang(language)}>${xml(text)}</a></li>`;
  };
  const lists = chapters
    .filter((chapter) => chapter.lessons.length > 0)
    .map(
      (chapter) => `<li><span>${xml(chapter.title[frames])}</span>
<ol>
${chapter.lessons.map(({ id }) => entry(id)).join('\n')}
</ol></li>`,
    );
  const contents = xml(say('book.contents'));
  return page(
    frames,
    say('book.contents'),
    `<nav epub:type="toc" role="doc-toc"><h1>${contents}</h1>
<ol>
<li><a href="cover.xhtml">${xml(say('book.cover'))}</a></li>
${lists.join('\n')}
</ol></nav>`,
  );
}

/** A lesson: its steps, then its questions, then the words for every choice. */
export function lessonPage(
  view: LessonView,
  pictures: ReadonlyMap<string, BookPicture>,
  { chain, frames, say }: BookWords,
): string {
  const lesson = lessonIn(view, chain);
  const read = lesson.steps.flatMap(({ step, ...how }) => (step.kind === 'read' ? [{ step, how }] : []));
  const checks = lesson.steps.flatMap(({ step, ...how }) => (step.kind === 'check' ? [{ step, how }] : []));
  const inFrame = (key: Parameters<Say>[0], params?: Parameters<Say>[1]) =>
    `<span${lang(frames)}>${xml(say(key, params))}</span>`;
  const mark = (outdated: boolean) =>
    outdated ? `<p class="tip">${inFrame('material.outdated')}</p>\n` : '';
  const picture = (one: Pick<ViewStep, 'picture'>) => {
    const found = one.picture && pictures.get(one.picture.url);
    return found ? `<p><img src="${found.file}" alt="${xml(one.picture!.alt)}"/></p>\n` : '';
  };
  const steps = read.map(
    ({ step, how }, index) => `<section${lang(how.language)}>
<h2>${inFrame('book.step', { number: index + 1, title: '' })}${xml(step.title)}</h2>
${mark(how.outdated)}${picture(step)}${step.say.map((sentence) => `<p>${xml(sentence)}</p>`).join('\n')}
${step.tip ? `<p class="tip"><strong>${inFrame('book.remember')}:</strong> ${xml(step.tip)}</p>` : ''}
</section>`,
  );
  const questions = checks.map(
    ({ step, how }, index) => `<section${lang(how.language)}>
<h2>${inFrame('book.question', { number: index + 1 })}</h2>
${mark(how.outdated)}${picture(step)}<p>${xml(step.ask)}</p>
<ol class="choices">${step.choices.map((choice) => `<li>${picture(choice)}${xml(choice.text)}</li>`).join('')}</ol>
</section>`,
  );
  const answers = checks.map(
    ({ step, how }, index) => `<p><strong>${inFrame('book.question', { number: index + 1 })}</strong></p>
<ol class="choices"${lang(how.language)}>${step.choices
      .map(
        ({ right, feedback }) =>
          `<li><strong>${inFrame(right ? 'book.right' : 'book.wrong')}:</strong> ${xml(feedback)}</li>`,
      )
      .join('')}</ol>`,
  );
  const { title, summary } = lesson;
  return page(
    title.language,
    title.text,
    `<section epub:type="chapter" role="doc-chapter">
<h1>${xml(title.text)}</h1>
${mark(title.outdated || summary.outdated)}<p class="lead"${lang(summary.language)}>${xml(summary.text)}</p>
${[...steps, ...questions].join('\n')}
<section><h2>${inFrame('book.answers')}</h2>
${answers.join('\n')}
</section>
</section>`,
  );
}

export interface PackageParts {
  readonly programme: ProgrammeCard;
  readonly words: BookWords;
  /** In which any of it is written, the one that was asked for first. */
  readonly languages: readonly ContentLanguage[];
  /** A font that the letters need, under `EPUB/`. */
  readonly fonts: readonly string[];
  readonly identifier: string;
  /** ISO, whole seconds, UTC. */
  readonly modified: string;
  /** Ids, in reading order. */
  readonly lessons: readonly string[];
  /** Under `EPUB/`. */
  readonly pictures: readonly string[];
}

/** What the book is and holds, with what EPUB Accessibility 1.1 asks it to say of itself. */
export function packageFile({
  programme,
  words: { frames, say },
  languages,
  fonts,
  identifier,
  modified,
  lessons,
  pictures,
}: PackageParts): string {
  const items = [
    ...lessons.map((id) => `<item id="lesson-${id}" href="${id}.xhtml" media-type="application/xhtml+xml"/>`),
    ...pictures.map(
      (file, index) => `<item id="picture-${index + 1}" href="${file}" media-type="image/svg+xml"/>`,
    ),
    ...fonts.map((file, index) => `<item id="font-${index + 1}" href="${file}" media-type="font/ttf"/>`),
  ];
  const access = [
    ['accessMode', 'textual'],
    ['accessMode', 'visual'],
    ['accessModeSufficient', 'textual'],
    ['accessibilityFeature', 'alternativeText'],
    ['accessibilityFeature', 'tableOfContents'],
    ['accessibilityFeature', 'structuralNavigation'],
    ['accessibilityFeature', 'readingOrder'],
    ['accessibilityHazard', 'none'],
  ].map(([name, value]) => `<meta property="schema:${name}">${value}</meta>`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="book-id" xml:lang="${frames}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="book-id">${xml(identifier)}</dc:identifier>
<dc:title>${xml(programme.title[frames])}</dc:title>
${languages.map((language) => `<dc:language>${language}</dc:language>`).join('\n')}
<dc:creator>${xml(say('book.publisher'))}</dc:creator>
<dc:publisher>${xml(say('book.publisher'))}</dc:publisher>
<dc:description>${xml(programme.summary[frames])}</dc:description>
<dc:date>${modified.slice(0, 10)}</dc:date>
<meta property="dcterms:modified">${modified}</meta>
${access.join('\n')}
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="style" href="style.css" media-type="text/css"/>
<item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/>
${items.join('\n')}
</manifest>
<spine>
<itemref idref="cover"/>
<itemref idref="nav"/>
${lessons.map((id) => `<itemref idref="lesson-${id}"/>`).join('\n')}
</spine>
</package>
`;
}
