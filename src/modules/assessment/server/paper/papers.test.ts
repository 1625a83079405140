import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { identity } from '#modules/identity/server.ts';
import { organisations } from '#modules/organisations/server.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { signInStaff } from '../../../../server/testing-staff.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../../../../server/testing.ts';
import { getResult } from '../../domain/contract.ts';
import * as paper from '../../domain/paper-contract.ts';
import {
  actOnSitting,
  getSitting,
  openSitting,
  startInSeat,
  takeSeat,
} from '../../domain/sitting-contract.ts';
import { assessment, findOutcome } from '../../server.ts';
import { findKnownBundle } from '../bundle.ts';
import { commands } from '../commands.ts';
import { listTests } from '../tests.store.ts';
import { keyOf } from './typed-sheet.ts';

const NGHE_AN = 1040;
let api: TestApi;
let unit: number;
let other: number;
let first: TestBrowser;
let second: TestBrowser;
const query = async (text: string, values: unknown[] = []) =>
  (await api.database.pool.query(text, values)).rows;

beforeAll(async () => {
  api = await startTestApi({ modules: [identity, organisations, assessment] });
  const units = await query(
    'SELECT id FROM organisations.pub_units WHERE parent_id = $1 ORDER BY id LIMIT 2',
    [NGHE_AN],
  );
  [unit, other] = units.map(({ id }) => id) as [number, number];
  [first, second] = [await staff('teacher', unit), await staff('clerk', unit)];
});
afterAll(() => api.close());

async function staff(role: string, at: number): Promise<TestBrowser> {
  const browser = api.browser();
  await signInStaff(api, browser, role, at);
  return browser;
}

async function room(ruleSet = 'practised-20') {
  const sitting = newUuid();
  const body = { id: sitting, group: 'citizens', ruleSet, place: 'Nhà văn hoá thôn 3' };
  await first.call(openSitting, { params: { unit }, body });
  return sitting;
}
/** Somebody who is in the room and was let in. */
async function sitter(sitting: string) {
  const phone = api.browser();
  const { code } = (await first.call(getSitting, { params: { unit, sitting } })).body;
  const { body: seat } = await phone.call(takeSeat, { body: { code: code.code } });
  const body = { id: newUuid(), act: 'approve' as const, seat: seat.id, knownBy: 'papers' as const };
  await first.call(actOnSitting, { params: { unit, sitting }, body });
  return { phone, seat: seat.id as string, personCode: seat.personCode as string };
}
const printing = (more: object = {}) => ({
  id: newUuid(),
  group: 'citizens',
  ruleSet: 'practised-20',
  sitting: null as string | null,
  variants: 'personal' as const,
  sheets: 2,
  large: false,
  ...more,
});
/** Drawn sheets, with what the key says of each. */
async function printed(more: object = {}) {
  const body = printing(more);
  const done = await first.call(paper.printPapers, { params: { unit }, body });
  expect(done.status).toBe(200);
  const rows = await query(
    `SELECT s.number, s.form, s.state, b.bundle FROM assessment.paper_sheets s
     JOIN assessment.paper_batches b ON b.part_key = s.part_key AND b.id = s.batch_id
     WHERE s.batch_id = $1 ORDER BY s.number`,
    [body.id],
  );
  return Promise.all(
    rows.map(async ({ number, form, state, bundle }) => {
      const key = keyOf({ state }, (await findKnownBundle(api.services.db, bundle))!);
      return { batch: body.id, number, form, asked: state.asked as string[], key };
    }),
  );
}
const type = (by: TestBrowser, sitting: string, number: string, body: object) =>
  by.call(paper.typePaper, {
    params: { unit, sitting, number },
    body: { id: newUuid(), done: true, personCode: '', answers: [], ...body },
  });
const look = async (by: TestBrowser, sitting: string, number: string) =>
  (await by.call(paper.getPaper, { params: { unit, sitting, number } })).body;

describe('a sheet', () => {
  test('counts once two people typed the same, as a watched test that can be played again', async () => {
    const sitting = await room();
    const [sheet] = await printed({ sitting });
    const { phone, personCode } = await sitter(sitting);
    const answers = sheet!.key.map((key, place) => (place < 15 ? key.toLowerCase() : '-'));
    const once = await type(first, sitting, sheet!.number, { personCode, answers });
    expect(once.body).toEqual({ standing: 'once' });
    expect((await look(second, sitting, sheet!.number)).draft).toBeNull();
    const spaced = answers.map((one) => ` ${one.split('').join(' ')} `);
    const twice = await type(second, sitting, sheet!.number, { personCode, answers: spaced });
    expect(twice.body).toEqual({ standing: 'counted' });

    const [row] = await query(
      "SELECT part_key, id, device_kind, state->>'paper' AS paper FROM assessment.sessions WHERE sitting_id = $1",
      [sitting],
    );
    expect(row).toMatchObject({ device_kind: 'paper', paper: '20' });
    const { body: result } = await phone.call(getResult, { params: { session: row.id } });
    expect(result).toMatchObject({ verdict: 'passed', supervised: true, paper: true, answered: 20 });
    expect(await findOutcome(api.services, row.part_key, row.id)).toMatchObject({
      evidence: 'supervised',
      verdict: 'passed',
    });
    // Typing it in says nothing about how long anybody thought, or at what hour.
    const [seen] = await listTests(api.services.db, [{ partKey: row.part_key, id: row.id }]);
    expect(seen).toMatchObject({ on_paper: true, device_key: '' });
    expect(seen!.answers.every(({ seconds }) => seconds === null)).toBe(true);
    const lines: string[] = [];
    const replay = commands['assessment replay']!;
    await replay.run(api.services, {
      arguments: [row.id],
      options: {},
      print: (line: string) => lines.push(line),
    } as never);
    expect(lines.at(-1)).toMatch(/the same questions; verdict passed/);
    // Sent again it changes nothing; a third hand comes too late.
    expect((await type(second, sitting, sheet!.number, { personCode, answers })).body).toEqual({
      standing: 'counted',
    });
    const third = await staff('assessment-officer', unit);
    expect((await type(third, sitting, sheet!.number, { personCode, answers })).body.code).toBe(
      'assessment/paper-entered',
    );
  });

  test('of an adaptive test takes the place of the one that the power cut short', async () => {
    const sitting = await room('adaptive-citizens-v2');
    const [sheet] = await printed({ ruleSet: 'adaptive-citizens-v2', variants: 'forms' });
    expect(sheet).toMatchObject({ form: 'A' });
    expect(new Set(sheet!.asked).size).toBe(40);
    const { phone, seat, personCode } = await sitter(sitting);
    const { body: begun } = await phone.call(startInSeat, { body: { seat } });
    const body = { personCode, answers: sheet!.key };
    await type(first, sitting, sheet!.number, body);
    expect((await type(second, sitting, sheet!.number, body)).body).toEqual({ standing: 'counted' });
    const rows = await query(
      'SELECT id, verdict FROM assessment.sessions WHERE sitting_id = $1 ORDER BY verdict',
      [sitting],
    );
    expect(rows.map(({ verdict }) => verdict)).toEqual(['passed', 'replaced']);
    expect(rows[1].id).toBe(begun.session);
  });

  test('shows where two hands differ, and counts what the paper says', async () => {
    const sitting = await room();
    const [sheet] = await printed();
    const { phone, personCode } = await sitter(sitting);
    const wrong = ['-', ...sheet!.key.slice(1)];
    await type(first, sitting, sheet!.number, { personCode, answers: sheet!.key });
    const typed = await type(second, sitting, sheet!.number, { personCode, answers: wrong });
    expect(typed.body).toEqual({ standing: 'differs' });
    const view = await look(second, sitting, sheet!.number);
    expect(view).toMatchObject({
      next: 'settle',
      differences: [{ position: 0, one: sheet!.key[0], other: '-' }],
    });
    const settle = (values: object) =>
      second.call(paper.settlePaper, {
        params: { unit, sitting, number: sheet!.number },
        body: { id: newUuid(), values: values as Record<string, string> },
      });
    expect((await settle({})).body.code).toBe('assessment/paper-letters');
    expect((await settle({ '0': sheet!.key[0] })).body).toEqual({ standing: 'counted' });
    const [{ id }] = await query('SELECT id FROM assessment.sessions WHERE sitting_id = $1', [sitting]);
    const { body } = await phone.call(getResult, { params: { session: id } });
    expect(body.review.every(({ right }: { right: boolean }) => right)).toBe(true);
    expect((await settle({ '0': '-' })).body.code).toBe('assessment/paper-entered');
    const [who] = await query('SELECT part_key, person_id FROM assessment.sessions WHERE id = $1', [id]);
    const kept = () =>
      query(
        `SELECT 1 FROM assessment.paper_entries e JOIN assessment.paper_sheets s ON s.id = e.sheet_id WHERE s.number = $1`,
        [sheet!.number],
      );
    expect(await kept()).toHaveLength(2);
    const person = { partKey: who.part_key, personId: who.person_id };
    await api.services.db.transaction().execute((tx) => assessment.erasePerson!(tx, person));
    expect(await kept()).toHaveLength(0);
  });

  test('keeps what was typed when it is refused, and says which places', async () => {
    const sitting = await room();
    const [sheet] = await printed();
    const { personCode } = await sitter(sitting);
    const answers = ['Z', ...sheet!.key.slice(1)];
    const refused = await type(first, sitting, sheet!.number, { personCode, answers });
    expect(refused.body).toMatchObject({ code: 'assessment/paper-letters', positions: [0] });
    expect((await look(first, sitting, sheet!.number)).draft).toEqual({ personCode, answers });
    const half = { personCode, answers: sheet!.key.slice(0, 4), done: false };
    expect((await type(first, sitting, sheet!.number, half)).body).toEqual({ standing: 'draft' });
    const nobody = await type(first, sitting, sheet!.number, { personCode: '000', answers: sheet!.key });
    const expected = personCode === '000' ? undefined : 'assessment/person-code-unknown';
    expect(nobody.body.code).toBe(expected);
    expect((await type(second, sitting, sheet!.number, half)).body).toEqual({ standing: 'draft' });
  });

  test('belongs to its unit, sitting and rules', async () => {
    const [mine, theirs, long] = [await room(), await room(), await room('practised-50')];
    const [sheet] = await printed({ sitting: mine });
    const { number } = sheet!;
    const code = async (by: TestBrowser, sitting: string, typed = number, at = unit) =>
      (await by.call(paper.getPaper, { params: { unit: at, sitting, number: typed } })).body.code;
    expect(await code(first, theirs)).toBe('assessment/paper-other-sitting');
    expect(await code(first, mine, '12345678')).toBe('assessment/paper-not-found');
    const slip = String((Number(number[0]) + 1) % 10) + number.slice(1);
    expect(await code(first, mine, slip)).toBe('assessment/paper-not-found');
    const [stock] = await printed();
    expect(await code(first, long, stock!.number)).toBe('assessment/paper-other-rules');
    const elsewhere = await staff('teacher', other);
    expect(await code(elsewhere, mine, number, other)).toBe('assessment/sitting-not-found');
    expect((await type(elsewhere, mine, number, {})).status).toBe(404);
    expect((await type(api.browser(), mine, number, {})).status).toBe(401);
    const pdf = { params: { unit, batch: sheet!.batch, part: 'key' as const } };
    expect((await (await staff('content-editor', unit)).call(paper.getPapersPdf, pdf)).status).toBe(404);
    const body = printing({ sitting: long });
    const misfit = await first.call(paper.printPapers, { params: { unit }, body });
    expect(misfit.body.code).toBe('assessment/paper-other-rules');
  });

  test('is refused once its sitting has ended or it was taken out', async () => {
    const sitting = await room();
    const [one, two] = await printed();
    const { personCode } = await sitter(sitting);
    const body = { id: newUuid(), words: 'Giấy bị rách' };
    const params = { unit, sitting, number: two!.number };
    expect((await first.call(paper.voidPaper, { params, body })).body).toEqual({ standing: 'void' });
    expect((await type(first, sitting, two!.number, { personCode })).body.code).toBe('assessment/paper-void');
    await first.call(actOnSitting, { params: { unit, sitting }, body: { id: newUuid(), act: 'end' } });
    const late = await type(first, sitting, one!.number, { personCode, answers: one!.key });
    expect(late.body.code).toBe('assessment/sitting-ended');
  });
});
