import ExcelJS from 'exceljs';
import { unzipSync, zipSync } from 'fflate';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exchanged } from '../../domain/exchange/testing.ts';
import { readCsv, writeCsv } from './csv.ts';
import { readExcel, writeExcel } from './excel.ts';
import { readFile } from './read-file.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

test('a table in CSV is read back word for word', () => {
  fc.assert(
    fc.property(fc.array(exchanged, { minLength: 1, maxLength: 3 }), (items) => {
      const { taken, refused } = readCsv(writeCsv(items));
      expect(refused).toEqual([]);
      expect(taken.map(({ item }) => item)).toEqual(items);
    }),
    { numRuns: 100 },
  );
});

test('no cell that goes out begins like a formula', async () => {
  const { taken } = await readFile(bytesOf('câu hỏi,A,B,đáp án\n"\'=HYPERLINK(""http://x"")",+1,-2,A\n'));
  const out = writeCsv(taken.map(({ item }) => item));
  expect(taken[0]!.item.ask).toBe('=HYPERLINK("http://x")');
  expect(out).toContain('"\'=HYPERLINK(""http://x"")"');
  expect(out).toContain(",'+1,'-2,");
});

describe('a table as offices keep it', () => {
  test.each([
    [
      'semicolons, CRLF and a mark',
      '\ufeffSTT;Câu hỏi;A;B;C;Đáp án đúng;Giải thích\r\n1;Gọi số nào?;113;114;;B;Cứu hoả là 114.\r\n',
    ],
    [
      'tabs, another order',
      'Đáp án\tA\tB\tNỘI DUNG\tGiai thich\nb\t113\t114\tGọi số nào?\tCứu hoả là 114.\n',
    ],
  ])('%s', async (_, text) => {
    const { taken, refused, format } = await readFile(bytesOf(text));
    expect([format, refused]).toEqual(['csv', []]);
    expect(taken[0]).toMatchObject({
      place: { line: 2, question: 1 },
      item: {
        ask: 'Gọi số nào?',
        why: 'Cứu hoả là 114.',
        content: { type: 'single', options: [{ right: false }, { text: '114', right: true }] },
      },
    });
  });

  test.each([
    ['a key that is no choice', 'Hỏi?,a,b,D,,', 'no-key', 'D'],
    ['no key', 'Hỏi?,a,b,,,', 'no-key', ''],
    ['a tier out of range', 'Hỏi?,a,b,A,9,', 'bad-number', 'Bậc: 9'],
    ['a kind that is not known', 'Hỏi?,a,b,A,1,tự luận', 'other-kind', 'tự luận'],
    ['no question', ',a,b,A,1,', 'no-question', ''],
  ])('%s is refused with its line', async (_, row, reason, detail) => {
    const { taken, refused } = await readFile(
      bytesOf(`câu hỏi,A,B,đáp án,bậc,kiểu\n${row}\nVà câu này?,a,b,B,1,\n`),
    );
    expect(refused).toEqual([{ place: { line: 2, question: 1 }, reason, detail }]);
    expect(taken.map(({ place }) => place.line)).toEqual([3]);
  });

  test('without the columns it needs is refused whole, with their names', async () => {
    await expect(readFile(bytesOf('mã,câu hỏi,đúng,sai\n1,a,b,c\n'))).rejects.toThrow('missing-columns A, B');
  });
});

describe('a workbook', () => {
  const table = (rows: ExcelJS.CellValue[][]) => {
    const workbook = new ExcelJS.Workbook();
    workbook.addWorksheet('Bảng').addRows(rows);
    return workbook.xlsx.writeBuffer().then((buffer) => new Uint8Array(buffer));
  };
  const HEAD = ['Câu hỏi', 'A', 'B', 'Đáp án', 'Bậc', 'Năng lực'];

  test('is read back word for word', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(exchanged, { minLength: 1, maxLength: 3 }), async (items) => {
        const { taken, refused } = await readExcel(await writeExcel(items));
        expect(refused).toEqual([]);
        expect(taken.map(({ item }) => item)).toEqual(items);
      }),
      { numRuns: 8 },
    );
  });

  test('a row with a formula is refused with its cell, numbers and rich text are read', async () => {
    const { taken, refused, format } = await readFile(
      await table([
        HEAD,
        ['Tính', { formula: '1+1', result: 2 }, 'b', 'A', 1, 1.1],
        [{ richText: [{ text: 'Gọi ' }, { text: 'số nào?' }] }, 113, 114, 'B', 2, 4.2],
      ]),
    );
    expect(format).toBe('xlsx');
    expect(refused).toEqual([{ place: { line: 2, question: 1 }, reason: 'formula-cell', detail: 'B2' }]);
    expect(taken[0]!.item).toMatchObject({
      ask: 'Gọi số nào?',
      facts: { tier: 2, competence: '4.2' },
      content: { options: [{ text: '113' }, { text: '114', right: true }] },
    });
  });

  test.each([
    ['macros', { 'xl/vbaProject.bin': bytesOf('x') }, 'macros'],
    ['a bomb', { 'xl/worksheets/sheet9.xml': new Uint8Array(40 * 1024 * 1024) }, 'archive-bomb'],
    [
      'entities',
      { 'xl/sharedStrings.xml': bytesOf('<!DOCTYPE s [<!ENTITY a "b">]><sst/>') },
      'declares-entities',
    ],
    ['a sheet that is no XML', { 'xl/workbook.xml': bytesOf('<workbook') }, 'archive-damaged'],
  ])('with %s is refused whole', async (_, more, what) => {
    const files = unzipSync(await table([HEAD, ['Hỏi?', 'a', 'b', 'A', 1, 1.1]]));
    await expect(readFile(zipSync({ ...files, ...more }))).rejects.toMatchObject({ what });
  });
});

describe('archives', () => {
  const manifest = bytesOf('<manifest><resources/></manifest>');
  test.each([
    ['a bomb', { 'imsmanifest.xml': new Uint8Array(40 * 1024 * 1024) }, 'archive-bomb'],
    ['a path that leads out', { '../imsmanifest.xml': manifest }, 'archive-hostile'],
    ['no manifest', { 'a.xml': manifest }, 'unknown-format'],
    ['a manifest without items', { 'imsmanifest.xml': manifest }, 'nothing-in-it'],
    ['entities', { 'imsmanifest.xml': bytesOf('<!DOCTYPE m [<!ENTITY a "b">]><m/>') }, 'declares-entities'],
  ])('%s: refused whole', async (_, files, what) => {
    await expect(readFile(zipSync(files))).rejects.toMatchObject({ what });
  });

  test('cut off: refused whole', async () => {
    const whole = zipSync({ 'imsmanifest.xml': manifest });
    await expect(readFile(whole.subarray(0, 40))).rejects.toMatchObject({ what: 'archive-damaged' });
  });
});
