import type { Language } from '#platform/http/context.ts';
import en from '../messages/en.json' with { type: 'json' };
import vi from '../messages/vi.json' with { type: 'json' };
import type { CaptionsRow } from './captions.store.ts';
import type { PackageRow } from './packages.store.ts';

const WORDS = ['player.parts', 'player.part', 'player.before', 'player.after', 'player.broken'] as const;

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The page around a package on the play origin; what it opens stands in it as data. */
export function playerPage(
  {
    row,
    captions,
  }: { readonly row: PackageRow; readonly captions: readonly Pick<CaptionsRow, 'language'>[] },
  language: Language,
  parent: string,
): string {
  const messages: Readonly<Record<string, string>> = { vi, en }[language];
  const words = Object.fromEntries(WORDS.map((one) => [one.slice('player.'.length), messages[one] ?? one]));
  const course = {
    kind: row.kind,
    title: row.title,
    parts: row.parts as unknown,
    captions: captions.map((one) => ({
      language: one.language,
      label: messages[`language.${one.language}`] ?? one.language,
    })),
    parent,
    words,
  };
  const json = JSON.stringify(course).replaceAll('<', String.raw`\u003c`);
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(row.title)}</title>
<link rel="stylesheet" href="player/player.css">
</head>
<body>
<nav id="parts" hidden></nav>
<main id="stage"></main>
<script type="application/json" id="course">${json}</script>
<script type="module" src="player/player.js"></script>
</body>
</html>
`;
}
