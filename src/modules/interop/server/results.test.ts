import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import Excel from 'exceljs';
import { framework } from '#modules/framework/server.ts';
import { identity } from '#modules/identity/server.ts';
import { credentials } from '#modules/credentials/server.ts';
import { organisations, treeOf } from '#modules/organisations/server.ts';
import type { Endpoint } from '#platform/http/endpoint.ts';
import type { Identity } from '#platform/http/module.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import { signInStaff } from '../../../server/testing-staff.ts';
import { startTestApi, type TestApi } from '../../../server/testing.ts';
import { consent, pass, signIn, useOutcomes } from '../../credentials/server/testing.ts';
import { countResults, getResultsFile, listResults } from '../domain/contract.ts';
import { interop } from '../server.ts';

const HOME = 117329;
const AGREED = ['confirmation', 'handing-on'];
let api: TestApi;
let day: string;
let lan: Identity;

beforeAll(async () => {
  api = await startTestApi({ modules: [identity, organisations, framework, credentials, interop] });
  useOutcomes();
  day = vietnamDay(api.clock.now);
  await confirmed('Vàng Thị Mỷ', AGREED);
  lan = await confirmed('Nguyễn Thị Lan', AGREED);
  await confirmed('=HYPERLINK("x")', AGREED);
  await confirmed('Lò Văn Không', ['confirmation']);
  const changed = await confirmed('Đỗ Văn Đổi', AGREED);
  api.clock.now = new Date(api.clock.now.getTime() + 1_000);
  await consent(api.services, changed, 'handing-on', false);
});
afterAll(() => api.close());

async function confirmed(name: string, consents: readonly string[]) {
  const person = await signIn(api.services, api.browser(), { name, consents, homeUnitId: HOME });
  await pass(api.services, person);
  await api.drain();
  return person;
}
async function staff(role = 'leader', unit = HOME) {
  const desk = api.browser();
  await signInStaff(api, desk, role, unit);
  return desk;
}
const ask = (
  desk: ReturnType<TestApi['browser']>,
  query: Record<string, string> = {},
  { unit = HOME, endpoint = listResults as Endpoint<any, any, any, any> } = {},
) => desk.call(endpoint, { params: { unit }, query: { from: day, to: day, ...query } });
const notes = async () => {
  const { rows } = await api.database.pool.query(
    `SELECT count(*)::int AS n FROM identity.audit WHERE action = 'interop.read-results' AND subject_id = $1`,
    [lan.personId],
  );
  return rows[0].n as number;
};

describe('results of a unit', () => {
  test('name those who agreed and nobody else, each reading in her log', async () => {
    const before = await notes();
    const { body } = await ask(await staff());
    expect(body.results.map(({ name }: { name: string }) => name)).toEqual([
      '=HYPERLINK("x")',
      'Nguyễn Thị Lan',
      'Vàng Thị Mỷ',
    ]);
    expect(body.results[1]).toMatchObject({
      unit: { id: HOME },
      group: { code: 'citizens' },
      issuedOn: day,
      revokedOn: null,
    });
    expect(body.results[1].domains).toHaveLength(6);
    expect(JSON.stringify(body)).not.toContain('1960-05-19');
    expect(await notes()).toBe(before + 1);
  });

  test('are read from the units above, by days and by group', async () => {
    const province = (await treeOf(api.services.db)).ancestorOfKind(HOME, 'province')!;
    const desk = await staff('administrator', province.id);
    expect((await ask(desk, {}, { unit: province.id })).body.results).toHaveLength(3);
    expect((await ask(desk, { from: '2020-01-01', to: '2020-12-31' })).body.results).toEqual([]);
    expect((await ask(desk, { group: 'officials' })).body.results).toEqual([]);
    const before = await notes();
    expect((await ask(desk, {}, { endpoint: countResults })).body).toEqual({ count: 3, most: 1_000 });
    expect(await notes()).toBe(before);
    expect((await ask(desk, { group: 'citizens' })).body.results).toHaveLength(3);
  });

  test('come as CSV and as Excel without formulas', async () => {
    const desk = await staff();
    const csv = await ask(desk, {}, { endpoint: getResultsFile });
    expect(csv.headers.get('content-type')).toContain('text/csv');
    expect(csv.headers.get('cache-control')).toContain('no-store');
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(csv.bytes);
    expect(text.startsWith('\ufeff"Họ và tên";"Nơi ở";')).toBe(true);
    expect(text).toContain(`"'=HYPERLINK(""x"")";`);
    expect(text.split('\r\n')).toHaveLength(5);
    const xlsx = await ask(desk, { as: 'xlsx' }, { endpoint: getResultsFile });
    const book = new Excel.Workbook();
    await book.xlsx.load(xlsx.bytes.buffer as never);
    const sheet = book.worksheets[0]!;
    expect(sheet.rowCount).toBe(4);
    expect(sheet.getCell('A3').value).toBe('Nguyễn Thị Lan');
  });

  test('are for leaders and administrators there, and refuse what makes no sense', async () => {
    const tree = await treeOf(api.services.db);
    const province = tree.ancestorOfKind(HOME, 'province')!;
    const elsewhere = tree.descendants(1, 'province').find(({ id }) => id !== province.id)!;
    const before = await notes();
    for (const endpoint of [countResults, listResults, getResultsFile]) {
      expect(await ask(api.browser(), {}, { endpoint })).toMatchObject({ status: 401 });
      for (const role of ['clerk', 'content-editor', 'assessment-officer', 'mentor'])
        expect(await ask(await staff(role), {}, { endpoint })).toMatchObject({ status: 404 });
      expect(await ask(await staff('leader', elsewhere.id), {}, { endpoint })).toMatchObject({ status: 404 });
      const desk = await staff();
      expect(await ask(desk, { from: '2026-02-02', to: '2026-02-01' }, { endpoint })).toMatchObject({
        status: 422,
        body: { title: 'Ngày đầu ở sau ngày cuối.' },
      });
      expect((await ask(desk, { from: 'yesterday' }, { endpoint })).status).toBe(422);
      expect((await ask(desk, { everything: '1' }, { endpoint })).status).toBe(422);
      expect((await ask(desk, {}, { endpoint, unit: 999_999_999 })).status).toBe(404);
    }
    expect(await notes()).toBe(before);
  });
});
