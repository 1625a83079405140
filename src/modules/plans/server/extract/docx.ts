import { SaxesParser } from 'saxes';
import { ArchiveFault, unpackSmall } from '#platform/archive/small-archive.ts';
import { ExtractError, LIMITS, type Extracted } from './extracted.ts';
import { readNumbering, type Numbering } from './numbering.ts';

const WANTED = new Set(['word/document.xml', 'word/numbering.xml']);

/** The parts of a Word file that are read. @throws ExtractError */
function unpack(bytes: Uint8Array): Map<string, string> {
  try {
    const files = unpackSmall(bytes, (name) => WANTED.has(name), {
      entries: LIMITS.entries,
      unpacked: LIMITS.xml,
    });
    const decoder = new TextDecoder('utf-8', { fatal: true });
    return new Map([...files].map(([name, body]) => [name, decoder.decode(body)]));
  } catch (error) {
    const isHostile = error instanceof ArchiveFault && error.what !== 'damaged';
    throw new ExtractError(isHostile ? 'hostile' : 'damaged');
  }
}

/** What a reader sees of the text: words, line by line; deleted words, field codes and second copies of drawings are left out. */
const SILENT = new Set(['w:del', 'w:instrText', 'mc:Fallback', 'w:moveFrom', 'w:delText']);

function linesOf(xml: string, numbering: Numbering | null): string[] {
  const lines: string[] = [];
  const cells: string[][] = [];
  let tables = 0;
  let silent = 0;
  let words: string[] = [];
  let inText = false;
  let list: { id: string; level: number } | null = null;
  let length = 0;
  const say = (text: string) => {
    if (silent > 0) return;
    length += text.length;
    if (length > LIMITS.characters) throw new ExtractError('too-large');
    words.push(text);
  };
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  // Word writes none; entities that blow up are declared in one.
  parser.on('doctype', () => {
    throw new ExtractError('hostile');
  });
  parser.on('opentag', ({ name, attributes }) => {
    const value = String((attributes as Record<string, unknown>)['w:val'] ?? '');
    if (SILENT.has(name)) silent += 1;
    else if (name === 'w:t') inText = true;
    else if (name === 'w:tab' || name === 'w:br' || name === 'w:cr') say(' ');
    else if (name === 'w:noBreakHyphen') say('-');
    else if (name === 'w:numPr') list = { id: '', level: 0 };
    else if (name === 'w:ilvl' && list) list.level = Number(value);
    else if (name === 'w:numId' && list) list.id = value;
    else if (name === 'w:tbl') tables += 1;
    else if (name === 'w:tr' && tables === 1) cells.length = 0;
    else if (name === 'w:tc' && tables === 1) cells.push([]);
  });
  parser.on('text', (text) => {
    if (inText) say(text);
  });
  parser.on('closetag', ({ name }) => {
    if (SILENT.has(name)) silent -= 1;
    else if (name === 'w:t') inText = false;
    else if (name === 'w:p') {
      const number = list && list.id !== '0' ? (numbering?.next(list.id, list.level) ?? '') : '';
      const line = (number + words.join('')).replaceAll(/\s+/g, ' ').trim();
      words = [];
      list = null;
      if (tables > 0) {
        if (line !== '') cells.at(-1)?.push(line);
      } else lines.push(line);
    } else if (name === 'w:tr' && tables === 1)
      lines.push(cells.map((cell) => cell.join(' ').replaceAll('\t', ' ')).join('\t'));
    else if (name === 'w:tbl') tables -= 1;
  });
  parser.write(xml).close();
  return lines;
}

/** Words of a Word document, with its automatic numbers and its tables. @throws ExtractError */
export function readDocx(bytes: Uint8Array): Extracted {
  const parts = unpack(bytes);
  const document = parts.get('word/document.xml');
  if (!document) throw new ExtractError('not-a-document');
  try {
    const numbers = parts.get('word/numbering.xml');
    const text = linesOf(document, numbers ? readNumbering(numbers) : null).join('\n');
    if (text.trim() === '') throw new ExtractError('images-only');
    return { text: `${text}\n`, pages: null };
  } catch (error) {
    throw error instanceof ExtractError ? error : new ExtractError('damaged');
  }
}
