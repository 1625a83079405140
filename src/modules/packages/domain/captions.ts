/** One thing said, with when it is on the screen: seconds from the beginning. */
export interface Cue {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Something in a file of captions that has to be put right. */
export interface CaptionFault {
  /** 1-based. */
  readonly line: number;
  readonly code: (typeof FAULTS)[number];
}
export const FAULTS = [
  'header',
  'srt',
  'style',
  'time',
  'backwards',
  'order',
  'markup',
  'hidden',
  'empty',
  'long',
  'many',
  'none',
] as const;

/** A subtitle of a film of some hours has fewer; one on the screen at once is shorter. */
const MOST_CUES = 5_000;
const MOST_SIGNS = 400;
const MOST_FAULTS = 20;
const DAY = 86_400;

const TIMING = /^(\S+)[ \t]+-->[ \t]+(\S+)(?:[ \t]+[\w:.,%+-]+)*[ \t]*$/;
const CLOCK = /^(?:(\d{2,3}):)?([0-5]\d):([0-5]\d)\.(\d{3})$/;
/** What WebVTT lets stand in a cue; everything else between angle brackets is no part of it. */
const TAG =
  /^\/?(?:b|i|u|c|v|lang|ruby|rt)(?:\.[\w-]+)*(?:[ \t][^<>]*)?$|^(?:\d{2,3}:)?[0-5]\d:[0-5]\d\.\d{3}$/;
/** Signs that nobody sees, and such that turn the order of what stands behind them; Khmer parts its words by U+200B. */
const HIDDEN = /[\p{Cc}\u2028-\u202e\u2066-\u2069\ufeff\ufffd]/u;
const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&nbsp;': ' ',
  '&lrm;': '',
  '&rlm;': '',
};

interface Line {
  readonly number: number;
  readonly text: string;
}

/**
 * Reads a WebVTT file (W3C, https://www.w3.org/TR/webvtt1/). Who speaks is kept as words; where on the screen a cue
 * stands, how it looks, and notes are not. Styles and regions are refused: they may reach outside.
 *
 * @returns no cues where there is any fault; the first 20 faults
 */
export function readCaptions(text: string): { readonly cues: Cue[]; readonly faults: CaptionFault[] } {
  const lines = text
    .replace(/^\ufeff/, '')
    .normalize('NFC')
    .split(/\r\n|\n|\r/)
    .map((line, index): Line => ({ number: index + 1, text: line }));
  if (!/^WEBVTT(?:[ \t]|$)/.test(lines[0]?.text ?? '')) {
    const looksLikeSrt = lines.some((line) => /\d,\d{3}[ \t]*-->/.test(line.text));
    return { cues: [], faults: [{ line: 1, code: looksLikeSrt ? 'srt' : 'header' }] };
  }
  const cues: Cue[] = [];
  const faults: CaptionFault[] = [];
  for (const block of blocksOf(lines.slice(1))) {
    const read = readBlock(block, cues.at(-1)?.from ?? 0);
    if (read && 'code' in read) faults.push(read);
    else if (read) cues.push(read);
  }
  if (cues.length > MOST_CUES) faults.push({ line: 1, code: 'many' });
  if (cues.length === 0 && faults.length === 0) faults.push({ line: 1, code: 'none' });
  return faults.length > 0 ? { cues: [], faults: faults.slice(0, MOST_FAULTS) } : { cues, faults: [] };
}

/** Lines that stand together; what stands right below the first line of the file is about the file. */
function blocksOf(lines: readonly Line[]): Line[][] {
  const blocks: Line[][] = [[]];
  for (const line of lines)
    if (line.text.trim() === '') blocks.push([]);
    else blocks.at(-1)!.push(line);
  return blocks.slice(1).filter((block) => block.length > 0);
}

function readBlock(block: readonly Line[], after: number): Cue | CaptionFault | undefined {
  const [first] = block as [Line];
  const fault = (line: Line, code: CaptionFault['code']): CaptionFault => ({ line: line.number, code });
  if (/^NOTE(?:[ \t]|$)/.test(first.text)) return undefined;
  if (/^(?:STYLE|REGION)[ \t]*$/.test(first.text)) return fault(first, 'style');
  const place = block.findIndex((line) => line.text.includes('-->'));
  const timing = block[place];
  if (!timing || place > 1) return fault(first, 'time');
  const [, begins = '', ends = ''] = TIMING.exec(timing.text) ?? [];
  const [from, to] = [secondsOf(begins), secondsOf(ends)];
  if (from === undefined || to === undefined) return fault(timing, 'time');
  if (to <= from) return fault(timing, 'backwards');
  if (from < after) return fault(timing, 'order');
  const said: string[] = [];
  for (const line of block.slice(place + 1)) {
    const plain = plainOf(line.text);
    if (plain === undefined) return fault(line, 'markup');
    if (HIDDEN.test(plain)) return fault(line, 'hidden');
    if (plain !== '') said.push(plain);
  }
  const text = said.join('\n');
  if (text === '') return fault(timing, 'empty');
  return text.length > MOST_SIGNS ? fault(timing, 'long') : { from, to, text };
}

function secondsOf(clock: string): number | undefined {
  const [, hours = '0', minutes, seconds, thousandths] = CLOCK.exec(clock) ?? [];
  if (minutes === undefined) return undefined;
  const all = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) + Number(thousandths) / 1000;
  return all <= DAY ? all : undefined;
}

/** The words of a line; undefined where something stands in it that captions do not know. */
function plainOf(line: string): string | undefined {
  let known = true;
  const bare = line.replaceAll(/<([^<>]*)>/g, (_, tag: string) => {
    known &&= TAG.test(tag);
    const [, speaker] = /^v(?:\.[\w-]+)*[ \t]+(.+)$/.exec(tag) ?? [];
    return speaker ? `${speaker.trim()}: ` : '';
  });
  if (!known || bare.includes('<')) return undefined;
  const words = bare.replaceAll(/&\w+;/g, (entity) => ENTITIES[entity] ?? entity);
  return words.replaceAll(/[ \t\u00a0]+/g, ' ').trim();
}

/** The same captions, written by us: nothing of the file that came in but its words and times. */
export function toWebVtt(cues: readonly Cue[]): string {
  const clock = (seconds: number): string => {
    const thousandths = Math.round(seconds * 1000);
    const part = (size: number, of: number, digits: number) =>
      String(Math.floor(thousandths / size) % of).padStart(digits, '0');
    return `${part(3_600_000, 1000, 2)}:${part(60_000, 60, 2)}:${part(1000, 60, 2)}.${part(1, 1000, 3)}`;
  };
  const escape = (text: string) =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return ['WEBVTT', ...cues.map(({ from, to, text }) => `${clock(from)} --> ${clock(to)}\n${escape(text)}`)]
    .join('\n\n')
    .concat('\n');
}

/** Something to read: cues joined until a sentence ends or somebody pauses. */
export interface Paragraph {
  /** Seconds from the beginning. */
  readonly from: number;
  readonly text: string;
}

const PAUSE_SECONDS = 3;
const MOST_IN_PARAGRAPH = 400;

export function transcriptOf(cues: readonly Cue[]): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let last: Cue | undefined;
  for (const cue of cues) {
    const text = cue.text.replaceAll('\n', ' ');
    const before = paragraphs.at(-1);
    const goesOn =
      before &&
      last &&
      cue.from - last.to < PAUSE_SECONDS &&
      before.text.length + text.length < MOST_IN_PARAGRAPH &&
      !/[.!?…]["”’)]?$/.test(before.text);
    if (goesOn) paragraphs[paragraphs.length - 1] = { ...before, text: `${before.text} ${text}` };
    else paragraphs.push({ from: cue.from, text });
    last = cue;
  }
  return paragraphs;
}
