import type { LessonView, ProgrammeCard, ViewStep } from '../../domain/contract.ts';
import { say } from '../../domain/materials/words.ts';

export interface BookPicture {
  /** Under `EPUB/`. */
  readonly file: string;
  readonly body: string;
}

/** Text as it may stand between tags and in attributes. */
const xml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const page = (title: string, body: string) => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="vi" xml:lang="vi">
<head><meta charset="UTF-8"/><title>${xml(title)}</title><link rel="stylesheet" type="text/css" href="style.css"/></head>
<body>
${body}
</body>
</html>
`;

export function coverPage({ title, summary }: ProgrammeCard, about: string): string {
  return page(
    title.vi,
    `<section epub:type="titlepage">
<p>${xml(say('book.publisher'))}</p>
<h1>${xml(title.vi)}</h1>
<p class="lead">${xml(summary.vi)}</p>
<p>${xml(about)}</p>
</section>`,
  );
}

export function navPage({ chapters }: ProgrammeCard): string {
  const lists = chapters
    .filter(({ lessons }) => lessons.length > 0)
    .map(
      ({ title, lessons }) => `<li><span>${xml(title.vi)}</span>
<ol>
${lessons.map((lesson) => `<li><a href="${lesson.id}.xhtml">${xml(lesson.title.vi)}</a></li>`).join('\n')}
</ol></li>`,
    );
  const contents = xml(say('book.contents'));
  return page(
    say('book.contents'),
    `<nav epub:type="toc" role="doc-toc"><h1>${contents}</h1>
<ol>
<li><a href="cover.xhtml">${xml(say('book.cover'))}</a></li>
${lists.join('\n')}
</ol></nav>`,
  );
}

/** A lesson: its steps, then its questions, then the words for every choice. */
export function lessonPage(lesson: LessonView, pictures: ReadonlyMap<string, BookPicture>): string {
  const read = lesson.steps.filter((step) => step.kind === 'read');
  const checks = lesson.steps.filter((step) => step.kind === 'check');
  const picture = (one: Pick<ViewStep, 'picture'>) => {
    const found = one.picture && pictures.get(one.picture.url);
    return found ? `<p><img src="${found.file}" alt="${xml(one.picture!.alt)}"/></p>\n` : '';
  };
  const steps = read.map(
    (step, index) => `<section>
<h2>${xml(say('book.step', { number: index + 1, title: step.title }))}</h2>
${picture(step)}${step.say.map((sentence) => `<p>${xml(sentence)}</p>`).join('\n')}
${step.tip ? `<p class="tip"><strong>${xml(say('book.remember'))}:</strong> ${xml(step.tip)}</p>` : ''}
</section>`,
  );
  const questions = checks.map(
    (step, index) => `<section>
<h2>${xml(say('book.question', { number: index + 1 }))}</h2>
${picture(step)}<p>${xml(step.ask)}</p>
<ol class="choices">${step.choices.map((choice) => `<li>${picture(choice)}${xml(choice.text)}</li>`).join('')}</ol>
</section>`,
  );
  const answers = checks.map(
    (step, index) => `<p><strong>${xml(say('book.question', { number: index + 1 }))}</strong></p>
<ol class="choices">${step.choices
      .map(
        ({ right, feedback }) =>
          `<li><strong>${xml(say(right ? 'book.right' : 'book.wrong'))}:</strong> ${xml(feedback)}</li>`,
      )
      .join('')}</ol>`,
  );
  return page(
    lesson.title.vi,
    `<section epub:type="chapter" role="doc-chapter">
<h1>${xml(lesson.title.vi)}</h1>
<p class="lead">${xml(lesson.summary.vi)}</p>
${[...steps, ...questions].join('\n')}
<section><h2>${xml(say('book.answers'))}</h2>
${answers.join('\n')}
</section>
</section>`,
  );
}

export interface PackageParts {
  readonly programme: ProgrammeCard;
  readonly identifier: string;
  /** ISO, whole seconds, UTC. */
  readonly modified: string;
  /** Ids, in reading order. */
  readonly lessons: readonly string[];
  /** Under `EPUB/`. */
  readonly pictures: readonly string[];
}

/** What the book is and holds, with what EPUB Accessibility 1.1 asks it to say of itself. */
export function packageFile({ programme, identifier, modified, lessons, pictures }: PackageParts): string {
  const items = [
    ...lessons.map((id) => `<item id="lesson-${id}" href="${id}.xhtml" media-type="application/xhtml+xml"/>`),
    ...pictures.map(
      (file, index) => `<item id="picture-${index + 1}" href="${file}" media-type="image/svg+xml"/>`,
    ),
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
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="book-id" xml:lang="vi">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="book-id">${xml(identifier)}</dc:identifier>
<dc:title>${xml(programme.title.vi)}</dc:title>
<dc:language>vi</dc:language>
<dc:creator>${xml(say('book.publisher'))}</dc:creator>
<dc:publisher>${xml(say('book.publisher'))}</dc:publisher>
<dc:description>${xml(programme.summary.vi)}</dc:description>
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
