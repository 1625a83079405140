import { foldSame } from './text.ts';

/**
 * Has the text lost its diacritics, as what a scanner reads often has? Vietnamese writes ư and ơ about once in twenty
 * letters; a text that has hardly any was not read well.
 */
export function isLossy(chars: string): boolean {
  const sample = chars.slice(0, 20_000);
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  const horned = sample.match(/[ươừứửữựờớởỡợƯƠỪỨỬỮỰỜỚỞỠỢ]/g)?.length ?? 0;
  return letters > 80 && horned < letters * 0.02;
}

/** What scanners put in place of a letter. */
const STANDS_FOR: Readonly<Record<string, string>> = {
  '0': 'o',
  '6': 'o',
  '1': 'l',
  '|': 'l',
  '5': 's',
  '4': 'a',
  $: 's',
  '§': 'y',
  '¥': 'y',
  '¢': 'o',
  '€': 'e',
  '&': 'e',
};

/**
 * The consonants of a text's syllables: what is left when every vowel counts as the same. Equal for a clean text and for
 * a scan of it that lost its diacritics, unless the scan also changed consonants. In Vietnamese no syllable ends in d or b
 * and none has them after another consonant: there they are an o or ô that was misread.
 */
export function skeleton(text: string): string {
  return foldSame(text)
    .replace(/[^\p{L}\p{N}$§¥¢€&|]+/gu, ' ')
    .split(' ')
    .map((word) => {
      if (/^\d+$/.test(word)) return word;
      const letters = word.replace(/[0-9|$§¥¢€&]/g, (sign) => STANDS_FOR[sign] ?? '').replace(/[^a-z]/g, '');
      return letters
        .replace(/^[db](?=[db])/, '')
        .replace(/(?<=.)[bdfjklqrsvwxz](?!$)(?<!^tr)/g, 'o')
        .replace(/(?<=.)[bdfjklqrsvwxz]$/g, 'o')
        .replace(/[aeiouyj]+/g, '~');
    })
    .filter((word) => word !== '' && word !== '~')
    .join(' ');
}
