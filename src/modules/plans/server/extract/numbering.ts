import { SaxesParser } from 'saxes';

/** Word's automatic numbers: they stand nowhere in the text and are counted while it is read. */
export interface Numbering {
  /** The number of the next paragraph of this list and level, as printed, with a space; empty for bullets without a sign. */
  next(list: string, level: number): string;
}

interface Level {
  format: string;
  text: string;
  start: number;
}

const ROMAN: readonly (readonly [number, string])[] = [
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];

function roman(number: number): string {
  let rest = Math.min(number, 399);
  let said = '';
  for (const [value, sign] of ROMAN) for (; rest >= value; rest -= value) said += sign;
  return said;
}

function written(number: number, format: string): string {
  if (format === 'upperRoman') return roman(number);
  if (format === 'lowerRoman') return roman(number).toLowerCase();
  const letter = String.fromCharCode(97 + ((number - 1) % 26));
  if (format === 'lowerLetter') return letter;
  if (format === 'upperLetter') return letter.toUpperCase();
  return String(number);
}

const attribute = (attributes: Record<string, unknown>, name: string) => String(attributes[name] ?? '');

/** Reads `word/numbering.xml`. @throws Error where it is no XML */
export function readNumbering(xml: string): Numbering {
  const shapes = new Map<string, Map<number, Level>>();
  const lists = new Map<string, string>();
  let shape = '';
  let list = '';
  let level: Level | null = null;
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('doctype', () => {
    throw new Error('doctype');
  });
  parser.on('opentag', ({ name, attributes }) => {
    const value = attribute(attributes, 'w:val');
    if (name === 'w:abstractNum') {
      shape = attribute(attributes, 'w:abstractNumId');
      shapes.set(shape, new Map());
    } else if (name === 'w:lvl') {
      level = { format: 'decimal', text: '', start: 1 };
      if (list === '') shapes.get(shape)?.set(Number(attribute(attributes, 'w:ilvl')), level);
    } else if (name === 'w:num') {
      list = attribute(attributes, 'w:numId');
      shape = '';
    } else if (name === 'w:abstractNumId' && list !== '') lists.set(list, value);
    else if (level && name === 'w:numFmt') level.format = value;
    else if (level && name === 'w:lvlText') level.text = value;
    else if (level && name === 'w:start') level.start = Number(value) || 1;
  });
  parser.write(xml).close();

  const counters = new Map<string, number[]>();
  return {
    next(which, at) {
      const levels = shapes.get(lists.get(which) ?? '');
      const own = levels?.get(at);
      if (!own || at < 0 || at > 8) return '';
      if (own.format === 'bullet') return '- ';
      if (own.format === 'none') return '';
      const counts = counters.get(which) ?? [];
      counters.set(which, counts);
      counts[at] = (counts[at] ?? own.start - 1) + 1;
      counts.length = at + 1;
      const said = own.text.replaceAll(/%(\d)/g, (_, digit: string) => {
        const index = Number(digit) - 1;
        const part = levels?.get(index);
        return part ? written(counts[index] ?? part.start, part.format) : '';
      });
      return said === '' ? '' : `${said} `;
    },
  };
}
