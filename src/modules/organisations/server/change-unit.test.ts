import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { identity } from '#modules/identity/server.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../../../server/testing.ts';
import {
  addAlias,
  addUnit,
  closeUnit,
  getUnit,
  renameUnit,
  resolveAddress,
  searchUnits,
} from '../domain/contract.ts';
import { organisations } from '../server.ts';
import { signInStaff } from '../../../server/testing-staff.ts';

const NGHE_AN = 1040;
let api: TestApi;
let admin: TestBrowser;
let commune: number;

beforeAll(async () => {
  api = await startTestApi({ modules: [identity, organisations] });
  commune = (await api.browser().call(getUnit, { params: { unit: NGHE_AN } })).body.children[0].id;
  admin = await staff('administrator', NGHE_AN);
});
afterAll(() => api.close());

async function staff(role: string, unitId: number): Promise<TestBrowser> {
  const browser = api.browser();
  await signInStaff(api, browser, role, unitId);
  return browser;
}
const group = (name: string, more: object = {}) => ({
  requestId: newUuid(),
  parentId: commune,
  kind: 'residential-group',
  name,
  ...more,
});
const add = async (name: string, more: object = {}) =>
  (await admin.call(addUnit, { body: group(name, more) })).body.id as number;
const refused = (reply: { status: number; body: { code: string } }) => [reply.status, reply.body.code];

describe('an administrator', () => {
  test('adds a residential group that is at once found, within her province, under its commune’s part key', async () => {
    const reply = await admin.call(addUnit, { body: group('  Tổ dân phố\u200b số 5 ') });
    expect(reply).toMatchObject({
      status: 200,
      body: { name: 'Tổ dân phố số 5', kind: 'residential-group' },
    });
    const { id } = reply.body;
    expect(id).toBeGreaterThan(1_000_000);
    const detail = (await admin.call(getUnit, { params: { unit: id } })).body;
    expect(detail).toMatchObject({ parentId: commune, partKey: commune - 100_000 });
    const hits = (await admin.call(searchUnits, { query: { q: 'to dan pho so 5', within: NGHE_AN } })).body
      .units;
    expect(hits[0].id).toBe(id);
    const { rows } = await sql<{ ancestor_id: number; depth: number }>`
      SELECT ancestor_id, depth FROM organisations.pub_tree WHERE descendant_id = ${id} ORDER BY depth`.execute(
      api.services.db,
    );
    expect(rows.map((row) => row.ancestor_id)).toEqual([id, commune, NGHE_AN, 1]);
  });

  test('who sends the same request again gets the same unit', async () => {
    const body = group('Tổ dân phố lặp lại');
    const replies = await Promise.all([
      admin.call(addUnit, { body }),
      admin.call(addUnit, { body }),
      admin.call(addUnit, { body }),
    ]);
    expect(new Set(replies.map((reply) => reply.body.id)).size).toBe(1);
    expect(replies.map((reply) => reply.status)).toEqual([200, 200, 200]);
  });

  test('and twenty others add at the same time, each a unit of its own', async () => {
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, at) => admin.call(addUnit, { body: group(`Xóm đồng thời ${at}`) })),
    );
    expect(new Set(replies.map((reply) => reply.body.id)).size).toBe(20);
  });

  test('renames it from a day on; the old name still finds it', async () => {
    const id = await add('Xóm Cũ Kỹ', { from: '2026-01-01' });
    const rename = (name: string, from?: string) =>
      admin.call(renameUnit, { params: { unit: id }, body: { name, ...(from ? { from } : {}) } });
    expect(await rename('Xóm Mới Mẻ', '2026-03-01')).toMatchObject({
      status: 200,
      body: { name: 'Xóm Mới Mẻ' },
    });
    expect((await rename('Xóm Mới Mẻ')).status).toBe(200);
    expect(refused(await rename('Xóm Trước', '2026-02-01'))).toEqual([422, 'organisations/wrong-day']);
    await rename('Xóm Ba');
    const detail = (await admin.call(getUnit, { params: { unit: id } })).body;
    expect(detail).toMatchObject({
      name: 'Xóm Ba',
      formerNames: [{ name: 'Xóm Cũ Kỹ', until: '2026-03-01' }, { name: 'Xóm Mới Mẻ' }],
    });
    const [hit] = (await admin.call(searchUnits, { query: { q: 'xom moi me' } })).body.units;
    expect(hit).toMatchObject({ id, name: 'Xóm Ba', via: 'Xóm Mới Mẻ' });
  });

  test('adds another name', async () => {
    const id = await add('Hợp tác xã thử');
    const reply = await admin.call(addAlias, { params: { unit: id }, body: { written: 'HTX Thử Nghiệm' } });
    expect(reply.body.otherNames).toEqual(['HTX Thử Nghiệm']);
    const [hit] = (await admin.call(searchUnits, { query: { q: 'htx thu nghiem' } })).body.units;
    expect(hit).toMatchObject({ id, via: 'HTX Thử Nghiệm' });
  });

  test('closes a unit with its successor; it is no more found, and still readable', async () => {
    const [id, successorId] = [await add('Xóm Đóng', { from: '2026-01-01' }), await add('Xóm Kế Tục')];
    const close = (on: string) =>
      admin.call(closeUnit, { params: { unit: id }, body: { on, successorId, reason: 'Sáp nhập' } });
    expect((await close('2026-06-01')).status).toBe(200);
    expect((await close('2026-06-01')).status).toBe(200);
    expect(refused(await close('2026-07-01'))).toEqual([409, 'organisations/already-closed']);
    expect((await admin.call(getUnit, { params: { unit: id } })).body).toMatchObject({
      validTo: '2026-06-01',
      successor: { id: successorId },
    });
    expect(
      (await admin.call(searchUnits, { query: { q: 'xom dong', within: commune } })).body.units.map(
        (one: { id: number }) => one.id,
      ),
    ).not.toContain(id);
    const under = await admin.call(addUnit, { body: { ...group('Tổ'), kind: 'agency', parentId: id } });
    expect(under.status).toBe(409);
  });
});

test('every change stands in the audit log, under who made it', async () => {
  const { rows } = await sql<{ action: string; nameless: number }>`
    SELECT action, count(*) FILTER (WHERE actor_id IS NULL OR unit_id IS NULL) AS nameless
    FROM identity.audit WHERE action LIKE 'organisations.%' GROUP BY action ORDER BY action`.execute(
    api.services.db,
  );
  expect(rows).toEqual(
    ['add-unit', 'alias-added', 'unit-closed', 'unit-renamed'].map((what) => ({
      action: `organisations.${what}`,
      nameless: 0,
    })),
  );
});

describe('what is refused', () => {
  test.each([
    ['nobody', async () => api.browser(), 401, 'organisations/sign-in-first'],
    ['a clerk of the same commune', () => staff('clerk', commune), 404, 'organisations/not-found'],
    [
      'an administrator of another province',
      () => staff('administrator', 1031),
      404,
      'organisations/not-found',
    ],
  ] as [string, () => Promise<TestBrowser>, number, string][])(
    '%s may not add, rename, close or give a name',
    async (_, make, status, code) => {
      const browser = await make();
      const id = await add(`Xóm của người khác ${code} ${_}`);
      const unit = { unit: id };
      expect(refused(await browser.call(addUnit, { body: group('Tổ lạ') }))).toEqual([status, code]);
      expect(refused(await browser.call(renameUnit, { params: unit, body: { name: 'Tên lạ' } }))).toEqual([
        status,
        code,
      ]);
      expect(refused(await browser.call(closeUnit, { params: unit, body: { reason: 'x' } }))).toEqual([
        status,
        code,
      ]);
      expect(refused(await browser.call(addAlias, { params: unit, body: { written: 'Tên lạ' } }))).toEqual([
        status,
        code,
      ]);
    },
  );

  test('a request id of somebody else', async () => {
    const body = group('Tổ một lần');
    await admin.call(addUnit, { body });
    const other = await staff('administrator', NGHE_AN);
    expect(refused(await other.call(addUnit, { body }))).toEqual([404, 'organisations/not-found']);
  });

  test('changing a unit of the national list', async () => {
    const unit = { unit: commune };
    expect(refused(await admin.call(renameUnit, { params: unit, body: { name: 'Xã Khác' } }))).toEqual([
      409,
      'organisations/national-list',
    ]);
    expect(refused(await admin.call(closeUnit, { params: unit, body: { reason: 'x' } }))).toEqual([
      409,
      'organisations/national-list',
    ]);
  });

  test.each([
    ['a residential group right under a province', { parentId: NGHE_AN }, 409, 'organisations/wrong-parent'],
    ['a commune', { kind: 'commune' }, 422, 'http/input-invalid'],
    ['a name of invisible letters', { name: '\u200b \ufeff' }, 422, 'http/input-invalid'],
    ['a name too long', { name: 'a'.repeat(161) }, 422, 'http/input-invalid'],
    ['no UUID', { requestId: '1' }, 422, 'http/input-invalid'],
    ['an unknown field', { partKey: 7 }, 422, 'http/input-invalid'],
    ['a day to come', { from: '2999-01-01' }, 422, 'organisations/wrong-day'],
    ['a day before its commune', { from: '2020-01-01' }, 422, 'organisations/wrong-day'],
  ])('%s', async (_, change, status, code) => {
    expect(refused(await admin.call(addUnit, { body: group('Tổ sai', change) }))).toEqual([status, code]);
  });

  test('a name that a neighbour of the kind has, however its tone marks stand', async () => {
    await add('Xóm Hoà Thuỷ');
    expect(refused(await admin.call(addUnit, { body: group('xóm Hòa Thủy') }))).toEqual([
      409,
      'organisations/name-taken',
    ]);
  });

  test('closing what still has units below it, or on its first day', async () => {
    const body = { ...group('Phòng A'), kind: 'agency', from: '2026-01-01' };
    const agency = (await admin.call(addUnit, { body })).body.id;
    await admin.call(addUnit, { body: { ...group('Trường B'), kind: 'school', parentId: agency } });
    const close = (more: object) =>
      admin.call(closeUnit, { params: { unit: agency }, body: { reason: 'Thôi', ...more } });
    expect(refused(await close({ on: '2026-01-01' }))).toEqual([422, 'organisations/wrong-day']);
    expect(refused(await close({}))).toEqual([409, 'organisations/still-has-children']);
    expect(refused(await close({ reason: ' ' }))).toEqual([422, 'http/input-invalid']);
  });

  test('malformed JSON, another content type, and a body of ten megabytes', async () => {
    const path = '/api/organisations/units';
    const json = { 'content-type': 'application/json' };
    expect((await admin.send(path, { method: 'POST', headers: json, body: '{' })).status).toBe(400);
    expect(
      (await admin.send(path, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{}' }))
        .status,
    ).toBe(415);
    expect(
      (await admin.send(path, { method: 'POST', headers: json, body: 'x'.repeat(10_000_000) })).status,
    ).toBe(413);
  });

  test('HTML in a name is kept as letters', async () => {
    const reply = await admin.call(addUnit, { body: group('<b>Tổ</b> & "7"') });
    expect(reply.body.name).toBe('<b>Tổ</b> & "7"');
    const found = await admin.call(resolveAddress, { query: { q: '<b>' } });
    expect(found.status).toBe(200);
  });
});
