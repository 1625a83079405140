import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ALPHABETS } from './alphabets.testing.ts';
import { drawPdf } from './pdf.ts';

const folder = mkdtempSync(join(tmpdir(), 'letters-'));
const template = join(folder, 'letters.typ');
writeFileSync(
  template,
  `#let data = json(bytes(sys.inputs.data))
#set document(title: "x")
#set text(font: ("Be Vietnam Pro", "Noto Sans", "Noto Sans Khmer", "Noto Sans Cham", "Libertinus Serif"))
#data.words

#strong(data.words)`,
);

/** PDF/UA refuses a letter that no font has, and then the document comes without its mark. */
const isWhole = async (words: string) =>
  /pdfuaid:part/.test((await drawPdf(template, { words }, new Date(0))).toString('latin1'));

/** A sign that stands on another one is shown on a letter of its script. */
const carried = (letter: string, base: string) => (/^\p{M}/u.test(letter) ? base + letter : letter);
const BASES: Readonly<Record<string, string>> = { km: 'ក', cjm: 'ꨆ' };

describe('what is printed', () => {
  test('shows by its mark that no letter is missing', async () => {
    expect(await isWhole('Bác Lan')).toBe(true);
    expect(await isWhole('a \u0378'), 'a place where Unicode has no letter yet').toBe(false);
  });

  test.each(ALPHABETS)('has every letter of $language, regular and bold', async ({ language, letters }) => {
    const each = letters.split(' ').map((letter) => carried(letter, BASES[language] ?? 'a'));
    const words = [...each, ...each.map((letter) => letter.toUpperCase())].join(' ').normalize('NFC');
    expect(await isWhole(words)).toBe(true);
  });
});
