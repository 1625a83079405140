import type { Markup } from './markup.ts';

/** What a text shows or does beside its words. */
export type Extra = 'script' | 'picture' | 'sound' | 'frame' | 'form' | 'formula' | 'table';

const EXTRAS: Readonly<Record<string, Extra>> = {
  script: 'script',
  img: 'picture',
  picture: 'picture',
  svg: 'picture',
  canvas: 'picture',
  audio: 'sound',
  video: 'sound',
  track: 'sound',
  iframe: 'frame',
  frame: 'frame',
  object: 'frame',
  embed: 'frame',
  applet: 'frame',
  link: 'frame',
  base: 'frame',
  form: 'form',
  input: 'form',
  textarea: 'form',
  select: 'form',
  button: 'form',
  math: 'formula',
  table: 'table',
};
/** Left out without a word: they show nothing. */
const SILENT = new Set(['style', 'head', 'title', 'meta', 'template', 'noscript']);
const BLOCKS = new Set(
  'address article aside blockquote dd div dl dt figure h1 h2 h3 h4 h5 h6 header li main ol p pre section ul'.split(
    ' ',
  ),
);

/** Attributes that run something, or lead to what runs. */
function runs(attributes: Readonly<Record<string, string>>): boolean {
  return Object.entries(attributes).some(
    ([name, value]) =>
      /^on/i.test(name) ||
      (/^(href|src|action|formaction|data)$/i.test(name) &&
        // Browsers pass over control characters and spaces in the name of a scheme.
        /^(javascript|vbscript|data):/i.test(value.replaceAll(/[\p{Cc}\s]/gu, ''))),
  );
}

/**
 * The plain words of a piece of markup, a line for each block, and what it holds beside words: whoever asks decides
 * whether that is left out or refused.
 *
 * @param skip elements that are passed over with all that is in them
 */
export function wordsOf(
  node: Markup,
  skip: (node: Markup) => boolean = () => false,
): { readonly text: string; readonly extras: ReadonlySet<Extra> } {
  const extras = new Set<Extra>();
  const visit = (one: Markup): string => {
    if (skip(one)) return '';
    const name = one.name.toLowerCase();
    const extra = EXTRAS[name];
    if (extra) extras.add(extra);
    if (runs(one.attributes)) extras.add('script');
    if (SILENT.has(name) || extra === 'script') return '';
    if (name === 'br') return '\n';
    const inside = one.children
      .map((child) => (typeof child === 'string' ? child.replaceAll(/\s+/g, ' ') : visit(child)))
      .join('');
    return BLOCKS.has(name) ? `\n${inside}\n` : inside;
  };
  const text = visit(node);
  return { text: neat(text), extras };
}

/** Unicode NFC, no invisible characters, single spaces, no empty lines, no edges. */
export function neat(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/\r\n?|[\p{Zl}\p{Zp}]/gu, '\n')
    .replaceAll(/(?!\n)[\p{Cc}\p{Cf}\p{Zs}]+/gu, (gap) => (/[\t\p{Zs}]/u.test(gap) ? ' ' : ''))
    .replaceAll(/ *\n\s*/g, '\n')
    .trim();
}
