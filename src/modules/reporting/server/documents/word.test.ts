import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drawPdf } from '#platform/print/pdf.ts';
import { DOCUMENT } from './fixture.testing.ts';
import { drawWord } from './word.ts';

const run = promisify(execFile);
/** LibreOffice reads the file as an office does; without it the words of the file itself are looked at only. */
const soffice = [
  '/usr/bin/soffice',
  '/usr/bin/libreoffice',
  '/Applications/LibreOffice.app/Contents/MacOS/soffice',
].find(existsSync);
if (!soffice)
  process.stderr.write('LibreOffice is not installed: the layout of the Word report is not looked at.\n');

let folder: string;
let parts: Record<string, string>;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bdhvs-word-'));
  const bytes = await drawWord(DOCUMENT, 'Báo cáo quý', 'a'.repeat(64));
  writeFileSync(join(folder, 'report.docx'), bytes);
  parts = Object.fromEntries(
    Object.entries(unzipSync(bytes))
      .filter(([name]) => name.endsWith('.xml'))
      .map(([name, data]) => [name, strFromU8(data)]),
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('A4 with the margins of the decree, in Times New Roman, the page number not on the first page', () => {
  const text = parts['word/document.xml']!;
  const margin = /<w:pgMar [^>]*>/.exec(text)![0];
  const of = (side: string) => (Number(new RegExp(`w:${side}="(\\d+)"`).exec(margin)![1]) * 25.4) / 1440;
  expect(of('top')).toBeCloseTo(20, 0);
  expect(of('bottom')).toBeCloseTo(20, 0);
  expect(of('left')).toBeCloseTo(30, 0);
  expect(of('right')).toBeCloseTo(15, 0);
  expect(text).toMatch(/<w:pgSz w:w="11906" w:h="16838"/);
  expect(text).toContain('<w:titlePg');
  expect(parts['word/styles.xml']).toContain('Times New Roman');
});

test('every number is a field that shows a property of the same name', () => {
  const fields = [
    ...parts['word/document.xml']!.matchAll(
      /<w:fldSimple w:instr="DOCPROPERTY &quot;([^&]+)&quot;"[^>]*>.*?<w:t[^>]*>([^<]*)</g,
    ),
  ];
  const shown = new Map(fields.map(([, name, text]) => [name, text]));
  expect(shown.get('bdhvs.adults-confirmed.num')).toBe('12.345');
  expect(shown.get('bdhvs.budget.num')).toBe('8,5');
  const properties = parts['docProps/custom.xml']!;
  for (const [name, text] of shown)
    expect(properties).toMatch(new RegExp(`name="${name}"[^>]*>\\s*<vt:lpwstr>${text}<`));
  expect(properties).toContain('bdhvs.digest');
});

describe.skipIf(!soffice)('as an office opens it', () => {
  let lines: { text: string; page: number; left: number; right: number; top: number }[];
  /** Without regard to spaces: an office may take single letters from another font. */
  const at = (text: string) => lines.find((line) => squeeze(line.text).includes(squeeze(text)))!;
  beforeAll(async () => {
    // A profile of its own: two LibreOffices do not wait for each other.
    await run(
      soffice!,
      [
        `-env:UserInstallation=file://${folder}/profile`,
        '--headless',
        '--convert-to',
        'pdf',
        '--outdir',
        folder,
        join(folder, 'report.docx'),
      ],
      { timeout: 90_000 },
    );
    lines = await linesOf(join(folder, 'report.pdf'));
  }, 100_000);

  test('stands within the margins, heading on both sides, number and day left blank', () => {
    const width = 595.3;
    const MM = 72 / 25.4;
    for (const line of lines.filter(({ text }) => text.length > 3)) {
      expect(line.left, line.text).toBeGreaterThan(30 * MM - 2);
      expect(line.right, line.text).toBeLessThan(width - 15 * MM + 2);
    }
    expect(at('PHƯỜNG PHÚ LƯƠNG').right).toBeLessThan(width / 2);
    expect(at('Độc lập - Tự do - Hạnh phúc').left).toBeGreaterThan(width / 2 - 60);
    expect(squeeze(at('Số:').text)).toContain('Số:/BC-UBND');
    expect(at('Nơi nhận').top).toBeCloseTo(at('TM. ỦY BAN NHÂN DÂN').top, -1);
    expect(at('BÁO CÁO').top).toBeGreaterThan(at('Số:').top);
  });

  test('shows the numbers of the ledger, and its second page bears its number', () => {
    expect(lines.some(({ text }) => text.includes('12.345'))).toBe(true);
    expect(lines.filter(({ page, text }) => page === 2 && text.trim() === '2')).toHaveLength(1);
    expect(lines.some(({ page, text }) => page === 1 && text.trim() === '1' && lines[0]?.text === '1')).toBe(
      false,
    );
  });
});

test('the PDF of the product has the same pages and words', async () => {
  const file = join(folder, 'own.pdf');
  const template = join(import.meta.dirname, 'report.typ');
  writeFileSync(
    file,
    await drawPdf(template, { ...DOCUMENT, title: 'Báo cáo quý' }, new Date('2026-09-15T00:00:00Z')),
  );
  const lines = await linesOf(file);
  const text = lines.map((line) => line.text).join(' ');
  for (const words of [
    'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
    'BÁO CÁO',
    '12.345',
    '- Lưu: VT.',
    'TM. ỦY BAN NHÂN DÂN',
  ])
    expect(text).toContain(words);
  expect(Math.max(...lines.map(({ page }) => page))).toBe(2);
});

const squeeze = (text: string) => text.normalize('NFC').replaceAll(/\s/g, '');

/** Lines of a PDF with their place in points, from the top left. */
async function linesOf(file: string) {
  const { getDocumentProxy } = await import('unpdf');
  const pdf = await getDocumentProxy(new Uint8Array(readFileSync(file)));
  const found: { text: string; page: number; left: number; right: number; top: number }[] = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number);
    const { height } = page.getViewport({ scale: 1 });
    // An office may draw single letters from another font after the rest of the line: by place, not by order.
    const pieces = (await page.getTextContent()).items
      .flatMap((item) => ('str' in item && item.str.trim() !== '' ? [item] : []))
      .map(({ str, transform, width }) => ({
        text: str,
        left: transform[4] as number,
        right: (transform[4] as number) + width,
        top: height - (transform[5] as number),
      }))
      .sort((one, two) => (Math.abs(one.top - two.top) < 3 ? one.left - two.left : one.top - two.top));
    for (const piece of pieces) {
      const before = found.at(-1);
      const goesOn =
        before?.page === number && Math.abs(before.top - piece.top) < 3 && piece.left - before.right < 30;
      if (before && goesOn) {
        before.text += piece.left - before.right > 1.5 ? ` ${piece.text}` : piece.text;
        before.right = Math.max(before.right, piece.right);
      } else found.push({ ...piece, page: number });
    }
  }
  return found;
}
