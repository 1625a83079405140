import { strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { identity } from '#modules/identity/server.ts';
import { movement } from '#modules/movement/server.ts';
import { organisations } from '#modules/organisations/server.ts';
import { plans } from '#modules/plans/server.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../../../../server/testing.ts';
import { reporting } from '../../server.ts';
import { as, cell, classes, FORM, QUARTER, read, save, WARD } from '../testing.ts';
import { COLUMNS, columnLetter, FIRST_ROW, HEADER_ROW, SHEET, type ColumnKey } from './sheet-shape.ts';
import { loadExcel } from './write-sheet.ts';

let api: TestApi;
let clerk: TestBrowser;
const place = `/api/reporting/units/${WARD}/reports/${FORM}/${QUARTER}`;

beforeAll(async () => {
  api = await startTestApi({ modules: [identity, organisations, plans, movement, reporting] });
  api.clock.now = new Date('2026-09-15T03:00:00Z');
  clerk = await as(api, 'clerk', WARD);
  await save(clerk, {
    numbers: [
      { ...classes('1.234'), note: '=1+1 là ghi chú, “ngoặc”; phẩy', sourceDate: '2026-09-10', grade: 'E2' },
      { cell: 'budget', revision: 0, num: '8,5', source: 'Kế toán' },
    ],
  });
});
afterAll(() => api.close());

/** The annex as a person downloads it: bytes, whatever the test browser makes of them. */
async function download(): Promise<Uint8Array<ArrayBuffer>> {
  const { drawSheet } = await import('./write-sheet.ts');
  return new Uint8Array(await drawSheet(api.services, await read(clerk)));
}
const upload = (bytes: Uint8Array<ArrayBuffer>, browser = clerk, to = place) =>
  browser.send(`${to}/annex?id=${newUuid()}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/octet-stream' },
    body: bytes,
  });
/** Opens the annex as a spreadsheet program does, changes it, and saves it. */
async function edit(
  change: (
    put: (code: string, key: ColumnKey, value: string | number | null) => void,
    sheet: any,
    book: any,
  ) => void,
) {
  const Excel = await loadExcel();
  const book = new Excel.Workbook();
  await book.xlsx.load((await download()) as never);
  const sheet = book.getWorksheet(SHEET)!;
  change(
    (code, key, value) => {
      for (let row = FIRST_ROW; row < FIRST_ROW + 60; row++)
        if (sheet.getCell(`A${row}`).value === code)
          sheet.getCell(`${columnLetter(key)}${row}`).value = value;
    },
    sheet,
    book,
  );
  return new Uint8Array(await book.xlsx.writeBuffer()) as Uint8Array<ArrayBuffer>;
}

test('what went out comes back without a difference', async () => {
  expect((await upload(await download())).body).toEqual({ state: 'draft', written: 0 });
  expect((await upload(await edit(() => {}))).body).toMatchObject({ written: 0 });
});

test('what was filled in comes back as it was typed, numbers as numbers or as text', async () => {
  const bytes = await edit((put) => {
    put('mentors', 'num', 12);
    put('mentors', 'source', 'Danh sách “Đại sứ số”');
    put('teams', 'num', '1.005');
    put('teams', 'source', 'Quyết định thành lập');
    put('budget', 'num', 1234.5);
  });
  expect((await upload(bytes)).body).toMatchObject({ written: 3 });
  expect((await cell(clerk, 'mentors')).declared).toMatchObject({ num: 12, source: 'Danh sách “Đại sứ số”' });
  expect((await cell(clerk, 'teams')).declared).toMatchObject({ num: 1005 });
  expect((await cell(clerk, 'budget')).declared).toMatchObject({ num: 1234.5 });
  expect((await cell(clerk, 'classes-held')).declared).toMatchObject({
    num: 1234,
    grade: 'E2',
    sourceDate: '2026-09-10',
  });
});

test('an old annex does not write over what was typed since: both values are told', async () => {
  const old = await edit((put) => put('teams', 'num', 7));
  const { revision } = await cell(clerk, 'teams');
  await save(clerk, { numbers: [{ cell: 'teams', revision, num: '9', source: 'Quyết định thành lập' }] });
  expect((await upload(old)).body).toMatchObject({
    code: 'reporting/written-meanwhile',
    meanwhile: [{ field: 'num.teams', theirs: '9', yours: '7' }],
  });
});

test('numbers of a sheet are held to the same rules as typed ones', async () => {
  const bytes = await edit((put) => {
    put('teams', 'num', -3);
    put('mentors', 'num', '1,234.5');
    put('classes-held', 'num', 2.5);
  });
  const { body } = await upload(bytes);
  expect(body.code).toBe('reporting/number-faults');
  expect(body.faults).toHaveLength(3);
});

test('moved columns and rows are refused, with what stands where', async () => {
  const swapped = await edit((_, sheet) => {
    sheet.getCell(`${columnLetter('num')}${HEADER_ROW}`).value = COLUMNS[5].title;
    sheet.getCell(`${columnLetter('den')}${HEADER_ROW}`).value = COLUMNS[4].title;
  });
  const { body } = await upload(swapped);
  expect(body.code).toBe('reporting/sheet-columns');
  expect(body.faults[0].what).toBe('Cột E: cần “Số của đơn vị”, đang là “Trong tổng số”.');
  const inserted = await edit((_, sheet) => sheet.spliceRows(FIRST_ROW, 0, ['them-mot-hang']));
  expect((await upload(inserted)).body.code).toBe('reporting/sheet-columns');
});

test('formulas are refused with their cells', async () => {
  const bytes = await edit((_, sheet) => {
    sheet.getCell(`E${FIRST_ROW}`).value = { formula: '1+1', result: 2 };
  });
  const { body } = await upload(bytes);
  expect(body).toMatchObject({ code: 'reporting/sheet-formulas', faults: [{ at: `E${FIRST_ROW}` }] });
});

test.each([
  ['macros', { 'xl/vbaProject.bin': strToU8('x') }, 'reporting/sheet-macros'],
  ['links elsewhere', { 'xl/externalLinks/externalLink1.xml': strToU8('<x/>') }, 'reporting/sheet-links'],
  ['a bomb', { 'xl/worksheets/sheet9.xml': new Uint8Array(9 * 1024 * 1024) }, 'reporting/sheet-too-large'],
])('%s are refused', async (_, more, code) => {
  const bytes = zipSync({ ...unzipSync(await download()), ...more }) as Uint8Array<ArrayBuffer>;
  expect((await upload(bytes)).body.code).toBe(code);
});

test('what was not made here, or for another report, is refused', async () => {
  const forged = await edit((_, __, book) => {
    const hidden = book.getWorksheet('bdhvs');
    hidden.getCell('A1').value = String(hidden.getCell('A1').value).replace('"revision":1', '"revision":9');
  });
  expect((await upload(forged)).body.code).toBe('reporting/sheet-not-ours');
  const other = await as(api, 'clerk', 100004);
  expect((await upload(await download(), other, place.replace(String(WARD), '100004'))).body.code).toBe(
    'reporting/sheet-of-another',
  );
  expect((await upload(strToU8('xin chào') as Uint8Array<ArrayBuffer>)).body.code).toBe(
    'reporting/not-a-sheet',
  );
  expect((await upload(zipSync({ 'a.txt': strToU8('a') }) as Uint8Array<ArrayBuffer>)).body.code).toBe(
    'reporting/not-a-sheet',
  );
});

test('only the unit’s clerk brings one back; files are for who may read the report', async () => {
  const bytes = await download();
  expect((await upload(bytes, await as(api, 'leader', WARD))).body.code).toBe('reporting/clerk-enters');
  expect((await upload(bytes, api.browser())).status).toBe(401);
  for (const file of ['report.docx', 'report.pdf', 'report.csv', 'annex.xlsx'])
    expect((await (await as(api, 'clerk', 1040)).send(`${place}/${file}`)).status, file).toBe(404);
  const csv = await clerk.send(`${place}/report.csv`);
  expect(csv.body).toContain('classes-held;"Lớp tập huấn, lớp cộng đồng đã mở trong kỳ"'.replaceAll('"', ''));
  expect(csv.body).toContain(';1.234;;Sổ theo dõi lớp;2026-09-10;E2;');
});
