import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { identity } from '#modules/identity/server.ts';
import { organisations } from '#modules/organisations/server.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { startTestApi, type TestApi, type TestBrowser, type TestReply } from '../../../server/testing.ts';
import { getOverview, getPopulations, settlePopulations } from '../domain/contract.ts';
import { readCount } from '../domain/population.ts';
import { movement } from '../server.ts';
import { signInStaff } from '../../../server/testing-staff.ts';

let api: TestApi;
let clerk: TestBrowser;
const NGHE_AN = 1040;
let communes: { id: number; code: string; name: string }[];

beforeAll(async () => {
  api = await startTestApi({ modules: [identity, organisations, movement] });
  const { rows } = await api.database.pool.query(
    'SELECT id, code, name FROM organisations.pub_units WHERE parent_id = $1 ORDER BY id',
    [NGHE_AN],
  );
  communes = rows;
  clerk = api.browser();
  await signInStaff(api, clerk, 'clerk', NGHE_AN);
});
afterAll(() => api.close());
// The limit of files a minute is not what is tested here.
beforeEach(() => void (api.clock.now = new Date(api.clock.now.getTime() + 61_000)));

const HEAD = 'mã đơn vị,tên đơn vị,nhóm,năm,số người';
const table = (...lines: string[]) => [HEAD, ...lines].join('\n');

function send(
  csv: string | Uint8Array<ArrayBuffer>,
  { browser = clerk, unit = NGHE_AN, batch = newUuid(), type = 'text/csv', date = '2026-06-30' } = {},
): Promise<TestReply> {
  const query = new URLSearchParams({ source: 'Chi cục Thống kê (thử)', sourceDate: date });
  return browser.send(`/api/movement/units/${unit}/populations/${batch}?${query}`, {
    method: 'PUT',
    body: csv,
    headers: { 'content-type': type },
  });
}
const settle = (batch: string, to: 'in-force' | 'undone', browser = clerk, unit = NGHE_AN) =>
  browser.call(settlePopulations, { params: { unit, batch }, body: { to } });
const valueOf = async (unitId: number, year = 2026) =>
  (await clerk.call(getPopulations, { params: { unit: NGHE_AN } })).body.values.find(
    (one: any) => one.unit.id === unitId && one.group === 'adults' && one.year === year,
  )?.value;
const faultsOf = (reply: TestReply) => reply.body.faults.map((fault: { what: string }) => fault.what);

describe('a table of numbers of people', () => {
  test('changes nothing until confirmed, then holds with its source, and can be taken back', async () => {
    const [one] = communes;
    const first = newUuid();
    expect(await send(table(`${one!.code},,adults,2026,4.189`), { batch: first })).toMatchObject({
      status: 200,
    });
    expect(await valueOf(one!.id)).toBeUndefined();
    await settle(first, 'in-force');
    expect(await valueOf(one!.id)).toBe(4_189);
    const second = newUuid();
    const { body } = await send(table(`${one!.code},,Người trưởng thành,2026,5000`), { batch: second });
    expect(body.changes).toMatchObject([{ before: 4_189, after: 5_000 }]);
    await settle(second, 'in-force');
    expect(await valueOf(one!.id)).toBe(5_000);
    await settle(second, 'undone');
    await settle(second, 'undone');
    expect(await valueOf(one!.id)).toBe(4_189);
    expect((await settle(second, 'in-force')).body.code).toBe('movement/batch-settled');
  });

  test('sent twice under one id is one import; another file under that id is refused', async () => {
    const batch = newUuid();
    const csv = table(`${communes[1]!.code},,adults,2026,100`);
    await send(csv, { batch });
    expect(await send(csv, { batch })).toMatchObject({ status: 200, body: { batch: { rowCount: 1 } } });
    expect(await send(table(`${communes[1]!.code},,adults,2026,101`), { batch })).toMatchObject({
      status: 409,
      body: { code: 'movement/batch-settled' },
    });
  });

  test.each([
    ['a BOM and CRLF', (csv: string) => `\ufeff${csv.replaceAll('\n', '\r\n')}\r\n`],
    ['semicolons', (csv: string) => csv.replaceAll(',', ';')],
    ['tabs', (csv: string) => csv.replaceAll(',', '\t')],
    ['old Mac line ends', (csv: string) => csv.replaceAll('\n', '\r')],
    [
      'heads without diacritics',
      (csv: string) => csv.replace(HEAD, 'MA DON VI,Ten don vi,NHOM,Nam,So nguoi'),
    ],
    ['NFD letters', (csv: string) => csv.normalize('NFD')],
    ['empty lines between', (csv: string) => csv.replaceAll('\n', '\n\n')],
  ])('is read with %s', async (_, write) => {
    const reply = await send(write(table(`${communes[2]!.code},${communes[2]!.name},adults,2026,1234`)));
    expect(reply).toMatchObject({ status: 200, body: { changes: [{ after: 1_234 }] } });
  });

  test('as UTF-16, the way Excel saves Unicode text', async () => {
    const text = table(`${communes[2]!.code},,adults,2026,77`).replaceAll(',', '\t');
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    expect(await send(new Uint8Array(bytes))).toMatchObject({ status: 200 });
  });

  test('with faults is refused whole, every fault with its row and column', async () => {
    const reply = await send(
      table(
        `${communes[3]!.code},,adults,2026,10`,
        '99999,,adults,2026,10',
        `${communes[3]!.code},,người lạ,2026,10`,
        `${communes[3]!.code},,adults,1999,-5`,
        `${communes[3]!.code},,adults,2026,"12,5"`,
        `${communes[3]!.code},,adults,2026,20`,
        ',Xã Không Có Thật,adults,2026,1',
        `${communes[4]!.code},${communes[5]!.name},adults,2026,1`,
        `<script>alert(1)</script>,,adults,2026,1`,
        `'; DROP TABLE movement.populations; --,,adults,2026,1`,
      ),
    );
    expect(reply).toMatchObject({ status: 422, body: { code: 'movement/population-faults' } });
    expect(faultsOf(reply)).toEqual([
      expect.stringMatching(/^Dòng 3, cột đơn vị: không có đơn vị “99999”/),
      expect.stringMatching(/^Dòng 4, cột nhóm: không có nhóm “người lạ”/),
      'Dòng 5, cột năm: “1999” không phải năm.',
      'Dòng 5, cột số người: “-5” là số âm.',
      expect.stringMatching(/^Dòng 6, cột số người: “12,5” không phải số nguyên/),
      expect.stringMatching(/^Dòng 7: .* đã có ở dòng 2\.$/),
      expect.stringMatching(/^Dòng 8, cột đơn vị: không có đơn vị “Xã Không Có Thật”/),
      expect.stringMatching(/^Dòng 9, cột đơn vị: .*không khớp mã/),
      expect.stringMatching(/^Dòng 10, cột đơn vị: không có đơn vị “<script>/),
      expect.stringMatching(/^Dòng 11, cột đơn vị: không có đơn vị “'; DROP TABLE/),
    ]);
    expect(await valueOf(communes[3]!.id)).toBeUndefined();
  });

  test('with a name that several units bear asks for the code', async () => {
    const { rows } = await api.database.pool.query<{ name: string }>(
      `SELECT name FROM organisations.pub_units WHERE kind = 'commune' GROUP BY name HAVING count(*) > 1 ORDER BY name LIMIT 1`,
    );
    const nation = api.browser();
    await signInStaff(api, nation, 'administrator', 1);
    const reply = await send(table(`,${rows[0]!.name},adults,2026,1`), { browser: nation, unit: 1 });
    expect(faultsOf(reply)).toEqual([
      expect.stringMatching(/có nhiều đơn vị tên .*Hãy ghi mã: \d{5}, \d{5}/),
    ]);
  });

  test('whose whole is not the sum of its parts is refused', async () => {
    const parts = communes.map(({ code }) => `${code},,adults,2025,100`);
    const whole = communes.length * 100;
    const wrong = await send(table(...parts, `40,,adults,2025,${whole + 1}`));
    expect(faultsOf(wrong)).toEqual([
      expect.stringMatching(/Nghệ An ghi 13\.001 nhưng cộng .* được 13\.000/),
    ]);
    const small = await send(table(...parts.slice(0, 10), '40,,adults,2025,999'));
    expect(faultsOf(small)).toEqual([expect.stringMatching(/ghi 999, ít hơn tổng 1\.000/)]);
    expect((await send(table(...parts, `40,,adults,2025,${whole}`))).status).toBe(200);
  });

  test.each([
    ['no column of people', 'mã,nhóm,năm\n40,adults,2026', /thiếu cột “số người”/],
    ['only heads', HEAD, /không có dòng số liệu/],
    ['nothing', '', /không có dòng số liệu/],
    ['a torn quotation', `${HEAD}\n40,"Nghệ,adults,2026,1`, /không đọc được thành bảng/],
    ['bytes that are no text', new Uint8Array([0xc3, 0x28, 0x2c, 0xff]), /không phải văn bản UTF-8/],
    ['a spreadsheet file', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0]), /không phải văn bản UTF-8/],
  ])('with %s is refused', async (_, body, what) => {
    expect(faultsOf(await send(body))).toEqual([expect.stringMatching(what)]);
  });

  test('of another type, too large, or dated tomorrow is refused', async () => {
    const csv = table(`${communes[0]!.code},,adults,2026,1`);
    expect(await send(csv, { type: 'application/json' })).toMatchObject({
      status: 415,
      body: { code: 'http/wrong-content-type' },
    });
    expect(await send('a'.repeat(5 * 1024 * 1024 + 1))).toMatchObject({ status: 413 });
    expect(await send(csv, { date: '2999-01-01' })).toMatchObject({ status: 422 });
    expect(await send(csv, { date: 'hôm qua' })).toMatchObject({
      status: 422,
      body: { code: 'http/input-invalid' },
    });
  });
});

describe('numbers of people are changed', () => {
  const csv = () => table(`${communes[6]!.code},,adults,2026,1`);
  test('by nobody who is signed out', async () => {
    expect(await send(csv(), { browser: api.browser() })).toMatchObject({ status: 401 });
  });
  test.each(['leader', 'assessment-officer', 'mentor'])('not by a %s', async (role) => {
    const browser = api.browser();
    await signInStaff(api, browser, role, NGHE_AN);
    expect(await send(csv(), { browser })).toMatchObject({ status: 404 });
  });
  test('not for another province, nor by a commune for its province, nor a batch of somebody else', async () => {
    expect(await send(csv(), { unit: 1031 })).toMatchObject({ status: 404 });
    const ward = api.browser();
    await signInStaff(api, ward, 'clerk', communes[6]!.id);
    expect(await send(csv(), { browser: ward })).toMatchObject({ status: 404 });
    const other = table(`${communes[7]!.code},,adults,2026,1`);
    expect((await send(other, { browser: ward, unit: communes[6]!.id })).status).toBe(422);
    const batch = newUuid();
    await send(csv(), { batch });
    expect((await settle(batch, 'in-force', ward, communes[6]!.id)).body.code).toBe(
      'movement/batch-not-found',
    );
  });
});

test('a province without its own number takes the sum of its communes once all have one', async () => {
  const batch = newUuid();
  const read = async () =>
    (await clerk.call(getOverview, { params: { unit: NGHE_AN } })).body.targets.find(
      (one: any) => one.own && one.id === 'workers-2026',
    ).denominator;
  const rows = communes.map(({ code }) => `${code},,workers,2026,7`);
  await send(table(...rows.slice(1)), { batch });
  await settle(batch, 'in-force');
  expect(await read()).toBeNull();
  const last = newUuid();
  await send(table(rows[0]!), { batch: last });
  await settle(last, 'in-force');
  expect(await read()).toMatchObject({ value: 7 * communes.length, how: 'summed', year: 2026 });
});

test.each([
  ['1.234', 1_234],
  ['1,234', 1_234],
  ['1 234', 1_234],
  ['1234', 1_234],
  ['12.345.678', 12_345_678],
  ['0', 0],
  ['1.23', 'value-not-whole'],
  ['1.234,5', 'value-not-whole'],
  ['-1.234', 'value-negative'],
  ['nghìn', 'value-not-a-number'],
  ['1e6', 'value-not-a-number'],
  ['999999999999', 'value-too-large'],
] as const)('%s is read as %s', (written, read) => expect(readCount(written)).toBe(read));
