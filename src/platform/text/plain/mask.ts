/** What is quoted, such as the words on a button, and addresses and file names: no words of ours. */
const NOT_OURS = [
  /[“"«][^”"»]*[”"»]/gu,
  /\S+@\S+/gu,
  /(?:https?:\/\/)\S+/gu,
  /[\p{L}\p{N}_-]*(?:\.[a-z0-9_-]+)+(?=[\s,;:!?)…]|\.?$|\.\s)/giu,
];

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The text with names blanked out in the same way. */
export function maskNames(text: string, names: readonly string[]): string {
  if (names.length === 0) return text;
  return text.replace(new RegExp(names.map(escape).join('|'), 'gu'), (found) => ' '.repeat(found.length));
}

/** The text with the words that are not ours blanked out, sign for sign, so that places stay the same. */
export function maskQuoted(text: string): string {
  return NOT_OURS.reduce((masked, what) => masked.replace(what, (found) => ' '.repeat(found.length)), text);
}
