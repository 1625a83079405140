import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { framework } from '#modules/framework/server.ts';
import { identity } from '#modules/identity/server.ts';
import { organisations, treeOf } from '#modules/organisations/server.ts';
import type { Context } from '#platform/http/context.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import { signInStaff } from '../../../server/testing-staff.ts';
import { startTestApi, type TestApi } from '../../../server/testing.ts';
import { beginPrint, getPrintArchive, getPrintFile, listPrints } from '../domain/contract-prints.ts';
import { listPrintable, printCertificates } from '../domain/contract-printing.ts';
import { credentials } from '../server.ts';
import { systemContext } from '#platform/http/context.ts';
import { drawPieces } from './prints/draw.ts';
import { printCertificates as printNow } from './printing.ts';
import { pass, signIn, useOutcomes } from './testing.ts';

const hasPoppler = spawnSync('pdftotext', ['-v']).status === 0;
/** Xã of Nghệ An. */
const HOME = 117329;
/** One name in letters of each of the country's scripts and of Ê-đê, out of order. */
const NAMES = ['Vàng Thị Mỷ', 'H Ƀlŏ Ayŭn Ĕban', 'សុខ ស្រីពៅ', 'ꨌꩌ ꨚꩉ', 'Đỗ Thị Ánh', 'Nguyễn Văn Bảy'];
let api: TestApi;
let day: string;
beforeAll(async () => {
  api = await startTestApi({ modules: [identity, organisations, framework, credentials] });
  useOutcomes();
  day = vietnamDay(api.clock.now);
  for (const name of NAMES) await confirm(name);
});
afterAll(() => api.close());

async function confirm(name: string, homeUnitId: number | undefined = HOME) {
  const person = await signIn(api.services, api.browser(), { name, consents: ['confirmation'], homeUnitId });
  await pass(api.services, person);
  await api.drain();
  return person;
}

async function clerk(unit = HOME, role = 'clerk') {
  const desk = api.browser();
  await signInStaff(api, desk, role as 'clerk', unit);
  return desk;
}
const look = async (
  browser: ReturnType<TestApi['browser']>,
  changes: Record<string, string> = {},
  unit = HOME,
) => browser.call(listPrintable, { params: { unit }, query: { from: day, to: day, ...changes } });
const print = async (
  browser: ReturnType<TestApi['browser']>,
  changes: Record<string, string> = {},
  unit = HOME,
) =>
  browser.call(printCertificates, {
    params: { unit },
    query: { from: day, to: day, form: 'default', ...changes },
  });

describe('certificates of a unit', () => {
  test('are counted by the days of issue, in the unit and above it', async () => {
    const { body } = await look(await clerk());
    expect(body).toMatchObject({ unit: { id: HOME }, forms: [{ form: 'default', count: NAMES.length }] });
    expect(JSON.stringify(body)).not.toContain('Vàng');
    const province = (await treeOf(api.services.db)).ancestorOfKind(HOME, 'province')!;
    expect((await look(await clerk(province.id), {}, province.id)).body.forms[0].count).toBe(NAMES.length);
    expect((await look(await clerk(), { from: '2020-01-01', to: '2020-12-31' })).body.forms).toEqual([]);
  });

  test('are for those who work there', async () => {
    const tree = await treeOf(api.services.db);
    const province = tree.ancestorOfKind(HOME, 'province')!;
    const elsewhere = tree.descendants(1, 'province').find(({ id }) => id !== province.id)!;
    for (const ask of [look, print]) {
      expect(await ask(api.browser())).toMatchObject({ status: 401 });
      expect(await ask(await clerk(elsewhere.id))).toMatchObject({ status: 404 });
      expect(await ask(await clerk(HOME, 'content-editor'))).toMatchObject({ status: 404 });
      expect(await ask(await clerk(), {}, 999_999_999)).toMatchObject({ status: 404 });
      expect(await ask(await clerk(), { from: '2026-02-02', to: '2026-02-01' })).toMatchObject({
        status: 422,
        body: { code: 'credentials/period-reversed' },
      });
      for (const changes of [{ from: 'x' }, { from: '' }, { more: '1' }] as Record<string, string>[])
        expect((await ask(await clerk(), changes)).status).toBe(422);
    }
    expect(await print(await clerk(), { from: '2020-01-01', to: '2020-01-02' })).toMatchObject({
      body: { code: 'credentials/nothing-to-print' },
    });
    expect(await print(await clerk(), { form: 'no-such-form' })).toMatchObject({ status: 404 });
  });

  test.runIf(hasPoppler)(
    'come as one file in the order of names, whole in every script, and the log knows',
    async () => {
      const desk = api.browser();
      const { personId } = await signInStaff(api, desk, 'clerk', HOME);
      const actor = {
        kind: 'person',
        partKey: 0,
        personId,
        sessionId: '',
        anonymous: false,
        grants: [{ role: 'clerk', unitId: HOME }],
        strongSince: undefined,
      } as const;
      const context: Context = { ...systemContext(api.services, 'test'), actor };
      const response = await printNow(context as never, HOME, { from: day, to: day, form: 'default' });
      const pdf = Buffer.from(await response.arrayBuffer());
      expect(pdf.toString('latin1')).toMatch(/pdfuaid:part/);
      const file = join(mkdtempSync(join(tmpdir(), 'class-')), 'all.pdf');
      writeFileSync(file, pdf);
      const pages = spawnSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8' })
        .stdout.normalize('NFC')
        .split('\f')
        .slice(0, -1);
      expect(pages).toHaveLength(NAMES.length);
      const bare = (text: string) => text.normalize('NFC').replaceAll(/\s/g, '');
      const wanted = [...NAMES].sort((one, other) => one.localeCompare(other, 'vi'));
      for (const [index, name] of wanted.entries())
        if (/\p{Script=Latin}/u.test(name)) expect(bare(pages[index]!)).toContain(bare(name));
      const { rows } = await api.database.pool.query(
        `SELECT count(DISTINCT subject_id)::int AS people FROM identity.audit WHERE action = 'credentials.print' AND actor_id = $1 AND unit_id = $2`,
        [personId, HOME],
      );
      expect(rows).toEqual([{ people: NAMES.length }]);
    },
  );

  test('of a large class are drawn piece by piece, go on after a fall, and are gone for others and with an erased person', async () => {
    const desk = api.browser();
    const { personId } = await signInStaff(api, desk, 'clerk', HOME);
    const gone = await confirm('Lò Văn Xoá');
    const id = newUuid();
    const ask = { params: { unit: HOME }, body: { id, from: day, to: day, form: 'default' } };
    const { body: begun } = await desk.call(beginPrint, ask);
    expect(begun).toMatchObject({ total: NAMES.length + 1, state: 'working', files: [{ first: 1 }] });
    const context = systemContext(api.services, 'test') as never;
    await drawPieces(context);
    const state = async () => (await desk.call(listPrints, { params: { unit: HOME } })).body.prints[0];
    expect(await state()).toMatchObject({ id, state: 'ready', done: NAMES.length + 1 });
    expect((await desk.call(beginPrint, ask)).body).toEqual(await state());
    // A program that fell over in the middle: its piece is taken over once it is stale.
    await api.database.pool.query(
      'UPDATE credentials.print_pieces SET drawn = NULL, sealed = NULL, bytes = NULL, claimed_at = $1',
      [api.clock.now],
    );
    await drawPieces(context);
    expect((await state()).state).toBe('working');
    api.clock.now = new Date(api.clock.now.getTime() + 180_000);
    await drawPieces(context);
    expect((await state()).state).toBe('ready');
    const one = { unit: HOME, print: id, place: 1 };
    const pdf = await desk.call(getPrintFile, { params: one });
    expect(Buffer.from(pdf.bytes.subarray(0, 5)).toString()).toBe('%PDF-');
    const archive = unzipSync((await desk.call(getPrintArchive, { params: one })).bytes);
    expect(Object.values(archive)).toEqual([pdf.bytes]);
    const { rows } = await api.database.pool.query(
      `SELECT DISTINCT actor_id FROM identity.audit WHERE action = 'credentials.print' AND subject_id = $1`,
      [gone.personId],
    );
    expect(rows).toEqual([{ actor_id: personId }]);
    const elsewhere = (await treeOf(api.services.db))
      .descendants(1, 'commune')
      .find((unit) => unit.id !== HOME)!;
    for (const [browser, status] of [
      [api.browser(), 401],
      [await clerk(elsewhere.id), 404],
      [await clerk(HOME, 'content-editor'), 404],
    ] as const) {
      expect((await browser.call(getPrintFile, { params: one })).status).toBe(status);
      expect((await browser.call(beginPrint, { ...ask, body: { ...ask.body, id: newUuid() } })).status).toBe(
        status,
      );
    }
    expect(
      (await (await clerk(elsewhere.id)).call(getPrintFile, { params: { ...one, unit: elsewhere.id } }))
        .status,
    ).toBe(404);
    await api.services.db.transaction().execute((tx) => credentials.erasePerson!(tx, gone));
    expect((await desk.call(getPrintFile, { params: one })).status).toBe(404);
  });

  test('that were taken back are left out, and more than 500 are refused', async () => {
    await api.database.pool.query(
      `UPDATE credentials.credentials SET revoked_at = now(), revoked_reason = 'wrong-person' WHERE id = (SELECT id FROM credentials.credentials ORDER BY id LIMIT 1)`,
    );
    expect((await look(await clerk())).body.forms[0].count).toBe(NAMES.length - 1);
    await api.database.pool.query(
      `INSERT INTO credentials.credentials (part_key, id, person_id, session_id, rule_set, group_code, form, code, issued_at, issued_on, key_id, sealed)
       SELECT part_key, gen_random_uuid(), person_id, gen_random_uuid(), rule_set, group_code, form, code || n, issued_at, issued_on, key_id, sealed
       FROM credentials.credentials, generate_series(1, 101) AS n WHERE revoked_at IS NULL`,
    );
    expect((await look(await clerk())).body.forms[0].count).toBeGreaterThan(500);
    expect(await print(await clerk())).toMatchObject({
      status: 422,
      body: { code: 'credentials/too-many-to-print' },
    });
  });
});
