import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { identity } from '#modules/identity/server.ts';
import { NATION_ID } from '#modules/organisations/index.ts';
import { organisations } from '#modules/organisations/server.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { signInStaff } from '../../../../server/testing-staff.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../../../../server/testing.ts';
import {
  actOnUnitItem,
  confirmItems,
  getItemImport,
  getUnitItem,
  listUnitItems,
  saveUnitItem,
  type ActOnUnitItem,
  type UnitItemList,
  type UnitItemView,
} from '../../domain/exchange-contract.ts';
import { assessment } from '../../server.ts';
import { bundlesIn } from '../bundle.ts';
import { findBundle } from '../bundle.store.ts';
import { insertCalibration } from '../calibration.store.ts';
import { readGift } from '../../domain/exchange/gift.ts';

const UNIT = 109568;
const OTHER = 1040;
let api: TestApi;
let officer: TestBrowser;
let nation: TestBrowser;

beforeAll(async () => {
  api = await startTestApi({ modules: [identity, organisations, assessment] });
  officer = await staff('assessment-officer', UNIT);
  nation = await staff('assessment-officer', NATION_ID);
});
afterAll(() => api.close());

async function staff(role: string, unit: number): Promise<TestBrowser> {
  const browser = api.browser();
  await signInStaff(api, browser, role, unit);
  return browser;
}
const bring = (browser: TestBrowser, text: string, id = newUuid(), unit = UNIT, competence = '4.2') =>
  browser.send(
    `/api/assessment/units/${unit}/item-imports/${id}?${new URLSearchParams({ name: 'ngan-hang.txt', competence, tier: '2' })}`,
    { method: 'PUT', headers: { 'content-type': 'application/octet-stream' }, body: text },
  );
const listed = async (browser = officer) =>
  (await browser.call(listUnitItems, { params: { unit: UNIT } })).body as UnitItemList;
const seen = async (item: string, browser = officer) =>
  (await browser.call(getUnitItem, { params: { unit: UNIT, item } })).body as UnitItemView;
const act = (browser: TestBrowser, item: string, what: ActOnUnitItem['act'], why = '', id = newUuid()) =>
  browser.call(actOnUnitItem, { params: { unit: UNIT, item }, body: { id, act: what, why } });

const GIFT = `Có người gọi hỏi mã một lần của bác. Bác làm gì? {
  =Cúp máy rồi gọi lại số in sau thẻ
  ~Đọc mã cho xong chuyện
  ####Mã một lần là của riêng bác.
}

Bác kể một lần bị lừa. {}

Nút nào để gửi tin? {=Gửi ~Xoá}
`;

describe('a file of questions', () => {
  test('is looked at, confirmed once, and brought again it is nothing new', async () => {
    const id = newUuid();
    expect((await bring(officer, GIFT, id)).status).toBe(200);
    expect((await bring(officer, GIFT, id)).status).toBe(200);
    expect((await bring(officer, `${GIFT}\n`, id)).body.code).toBe('assessment/import-settled');
    const { body: found } = await officer.call(getItemImport, { params: { unit: UNIT, import: id } });
    expect(found.refused).toEqual([
      { place: { line: 7, question: 2 }, reason: 'other-kind', detail: 'essay' },
    ]);
    expect(found.taken.map(({ ask, faults }: { ask: string; faults: number }) => [ask, faults])).toEqual([
      ['Có người gọi hỏi mã một lần của bác. Bác làm gì?', 0],
      ['Nút nào để gửi tin?', 1],
    ]);
    expect((await listed()).items).toEqual([]);
    const confirm = () => officer.call(confirmItems, { params: { unit: UNIT, import: id }, body: {} });
    expect((await confirm()).body).toEqual({ added: 2, known: 0 });
    expect((await confirm()).body).toEqual({ added: 2, known: 0 });
    const again = newUuid();
    await bring(officer, GIFT, again);
    expect(
      (await officer.call(confirmItems, { params: { unit: UNIT, import: again }, body: {} })).body,
    ).toEqual({ added: 0, known: 2 });
    expect((await listed()).counts).toEqual({ draft: 2 });
  });

  test('goes out as it came in', async () => {
    const { status, body } = await officer.send(`/api/assessment/units/${UNIT}/item-export/gift`, {});
    expect(status).toBe(200);
    const { taken } = readGift(String(body));
    expect(taken.map(({ item }) => item.ask).sort()).toEqual(
      (await listed()).items.map(({ ask }) => ask).sort(),
    );
  });

  test.each([
    [
      'entities that grow',
      '<!DOCTYPE q [<!ENTITY a "aaaa">]><quiz>&a;</quiz>',
      'file-declares-entities',
      422,
    ],
    ['other XML', '<svg/>', 'file-unknown-format', 415],
    ['broken XML', '<quiz><question>', 'file-not-well-formed', 422],
    ['what is no text', '\0\0\0\0', 'file-not-text', 422],
    ['nothing', ' ', 'file-nothing-in-it', 422],
    ['more questions than fit', 'A {=a ~b}\n\n'.repeat(1_001), 'file-too-many-questions', 422],
  ])('%s: refused whole', async (_, text, code, status) => {
    const reply = await bring(officer, text);
    expect([reply.status, reply.body.code]).toEqual([status, `assessment/${code}`]);
  });

  test('is told apart by where it is broken', async () => {
    const { body } = await bring(officer, '<quiz>\n<question>\n</quiz>');
    expect(body.faults).toEqual([{ at: '', what: 'dòng 3' }]);
  });

  test('of more than 8 MB is not read, and one for no competence of the framework is refused', async () => {
    expect((await bring(officer, 'x'.repeat(8 * 1024 * 1024 + 1))).status).toBe(413);
    expect((await bring(officer, GIFT, newUuid(), UNIT, '9.9')).body.code).toBe(
      'assessment/competence-unknown',
    );
  });
});

describe('a question', () => {
  test('is edited as a draft, once for each saving, and never over somebody else', async () => {
    const { id } = (await listed()).items.find(({ ask }) => ask.startsWith('Nút'))!;
    const before = await seen(id);
    expect(before.faults.map(({ severity }) => severity)).toContain('error');
    expect((await act(officer, id, 'submit')).body.code).toBe('assessment/item-has-faults');
    const saving = newUuid();
    const save = (item: object, base: number, as = saving) =>
      officer.call(saveUnitItem, {
        params: { unit: UNIT, item: id },
        body: { id: as, base, item: { ...before.item, ...item } as never },
      });
    expect((await save({ why: 'Nút có chữ Gửi đưa tin đi.' }, 1)).body).toEqual({ version: 2 });
    expect((await save({ why: 'Nút có chữ Gửi đưa tin đi.' }, 1)).body).toEqual({ version: 2 });
    expect((await save({ why: 'Khác' }, 1, newUuid())).body.code).toBe('assessment/item-changed-meanwhile');
    const twice = {
      content: {
        type: 'single',
        options: [
          { text: 'a', right: true },
          { text: 'a', right: false },
        ],
      },
    };
    expect((await save(twice, 2, newUuid())).body.code).toBe('assessment/item-broken');
    expect((await seen(id)).faults.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('is never scored before review, trial and what answers say about it', async () => {
    const { id } = (await listed()).items.find(({ ask }) => ask.startsWith('Có người'))!;
    for (const early of ['try', 'release'] as const)
      expect((await act(nation, id, early)).body.code).toBe('assessment/item-not-now');
    expect((await act(officer, id, 'submit')).body).toEqual({ state: 'review' });
    expect((await act(officer, id, 'return')).body.code).toBe('assessment/reason-needed');
    // The unit does not decide about tests of the whole country; nor does an author about her own words.
    expect((await act(officer, id, 'try')).body.code).toBe('assessment/item-own-work');
    expect(items().has(id)).toBe(false);
    const once = newUuid();
    expect((await act(nation, id, 'try', '', once)).body).toEqual({ state: 'trial' });
    expect((await act(nation, id, 'try', '', once)).body).toEqual({ state: 'trial' });
    const trial = items();
    expect(trial.get(id)).toMatchObject({ pretest: true });
    // Whatever test begins now names a bundle that is signed and written down.
    for (const bundle of bundlesIn(api.services.content()))
      expect(await findBundle(api.services.db, bundle.id)).toBeDefined();
    expect((await act(nation, id, 'release')).body.code).toBe('assessment/item-not-calibrated');
    await calibrated(id, 'wait', 20, false);
    expect((await act(nation, id, 'release')).body.code).toBe('assessment/item-not-calibrated');
    await calibrated(id, 'keep', 240, true);
    expect((await act(nation, id, 'release')).body.code).toBe('assessment/item-not-calibrated');
    await calibrated(id, 'keep', 240, false);
    expect((await seen(id)).stood).toMatchObject({ answers: 240, recommendation: 'keep' });
    expect((await act(nation, id, 'release')).body).toEqual({ state: 'live' });
    const live = items().get(id);
    expect(live).toMatchObject({ difficulty: 0.4, discrimination: 1.3 });
    expect(live).not.toHaveProperty('pretest');
    expect((await act(officer, id, 'retire', 'Đã lỗi thời')).body).toEqual({ state: 'retired' });
    expect(items().has(id)).toBe(false);
    expect((await act(officer, id, 'retire', 'Lần nữa')).body.code).toBe('assessment/item-not-now');
  });
});

/** What a test that begins now may ask. */
function items() {
  const [bundle] = bundlesIn(api.services.content());
  return new Map(bundle!.bank.items.map((item) => [item.id, item]));
}

async function calibrated(id: string, recommendation: 'keep' | 'wait', answers: number, synthetic: boolean) {
  const estimate = { difficulty: 0.4, discrimination: 1.3, guessing: 0.2 };
  await insertCalibration(api.services.db, {
    id: newUuid(),
    made_at: new Date(Date.now() + answers * 1000 + (synthetic ? 0 : 1)),
    people: 300,
    answers,
    synthetic,
    report: { items: [{ id, answers, right: 0.6, estimate, recommendation }] } as never,
  });
}

describe('who may', () => {
  test.each([
    ['a clerk of the unit', 'clerk', UNIT],
    ['an officer of another province', 'assessment-officer', OTHER],
  ])('not %s', async (_, role, unit) => {
    const other = await staff(role, unit);
    const { id } = (await listed()).items[0]!;
    const params = { unit: UNIT, item: id };
    expect((await bring(other, GIFT)).status).toBe(404);
    expect((await other.call(listUnitItems, { params: { unit: UNIT } })).status).toBe(404);
    expect((await other.call(getUnitItem, { params })).status).toBe(404);
    expect((await act(other, id, 'submit')).status).toBe(404);
    expect((await other.send(`/api/assessment/units/${UNIT}/item-export/gift`, {})).status).toBe(404);
  });

  test('nobody who is not signed in; and a question is not found under another unit', async () => {
    expect((await bring(api.browser(), GIFT)).status).toBe(401);
    expect((await api.browser().call(listUnitItems, { params: { unit: UNIT } })).status).toBe(401);
    const { id } = (await listed()).items[0]!;
    const elsewhere = await nation.call(getUnitItem, { params: { unit: OTHER, item: id } });
    expect(elsewhere.body.code).toBe('assessment/item-not-found');
  });

  test('what was saved and decided cannot be rewritten, not even by the program', async () => {
    for (const table of ['unit_item_versions', 'unit_item_moves'])
      await expect(api.database.pool.query(`DELETE FROM assessment.${table}`)).rejects.toThrow(
        /permission denied/,
      );
  });
});
