import sharp from 'sharp';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { identity } from '#modules/identity/server.ts';
import { organisations } from '#modules/organisations/server.ts';
import { plans } from '#modules/plans/server.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../../../server/testing.ts';
import { signInStaff } from '../../../server/testing-staff.ts';
import * as contract from '../domain/contract.ts';
import * as evidence from '../domain/evidence-contract.ts';
import { bandsOf, isNear, textMark } from '../domain/likeness.ts';
import { tasks } from '../server.ts';

const PROVINCE = 1040;
let api: TestApi;
let giver: TestBrowser;
/** Two communes with a part of the same task each. */
const sides: { unit: number; who: TestBrowser; item: string }[] = [];
let task: string;
const staff = async (role: string, unit: number) => {
  const browser = api.browser();
  await signInStaff(api, browser, role, unit);
  return browser;
};
beforeAll(async () => {
  api = await startTestApi({ modules: [identity, organisations, plans, tasks] });
  giver = await staff('clerk', PROVINCE);
  const { rows } = await api.database.pool.query<{ id: number }>(
    "SELECT id FROM organisations.pub_units WHERE parent_id = $1 AND kind = 'commune' ORDER BY id LIMIT 2",
    [PROVINCE],
  );
  task = newUuid();
  const body = {
    id: task,
    number: '',
    title: 'Mở lớp',
    content: '',
    product: '',
    leadWords: '',
    coordinatingWords: '',
    kind: 'undated',
    dueOn: null,
  };
  await giver.call(contract.addTask, { params: { unit: PROVINCE }, body });
  const lead = { units: rows.map(({ id }) => ({ unitId: id, words: '' })), groups: [] };
  await giver.call(contract.assignTask, {
    params: { unit: PROVINCE, task },
    body: { lead, coordinating: { units: [], groups: [] } },
  });
  const view = (await giver.call(contract.getTask, { params: { unit: PROVINCE, task } }))
    .body as contract.TaskView;
  for (const { id } of rows)
    sides.push({
      unit: id,
      who: await staff('clerk', id),
      item: view.items.find(({ unit }) => unit.id === id)!.id,
    });
});
afterAll(() => api.close());

const put = (
  { unit, who, item }: (typeof sides)[number],
  bytes: Uint8Array,
  { id = newUuid(), name = 'Ảnh lớp học.jpg', type = 'application/octet-stream' } = {},
) =>
  who.send(
    `${evidence.addEvidence.path.replace(':unit', String(unit)).replace(':item', item).replace(':evidence', id)}?${new URLSearchParams({ name })}`,
    { method: 'PUT', headers: { 'content-type': type }, body: new Uint8Array(bytes) },
  );
const evidenceOf = async ({ unit, who, item }: (typeof sides)[number]) =>
  ((await who.call(contract.getTask, { params: { unit, task } })).body as contract.TaskView).items.find(
    ({ id }) => id === item,
  )!.evidence;

/** A scene of shapes, as a camera might see it. */
const scene = (shift: number) =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600"><rect width="800" height="600" fill="#dde"/><rect x="${80 + shift}" y="120" width="220" height="360" fill="#234"/><circle cx="${560 - shift}" cy="220" r="140" fill="#a52"/><path d="M0 520 L800 ${430 + shift} V600 H0z" fill="#475"/></svg>`,
    ),
  );

describe('a picture', () => {
  test('used by two units, also shrunk and saved again, is told with unit and day; another one is not', async () => {
    const [one, other] = sides as [(typeof sides)[number], (typeof sides)[number]];
    const original = await scene(0).jpeg().toBuffer();
    const id = newUuid();
    for (let time = 0; time < 2; time += 1) expect((await put(one, original, { id })).status).toBe(200);
    await put(other, original);
    await put(other, await scene(0).resize(400).jpeg({ quality: 40 }).toBuffer());
    await put(other, await scene(300).jpeg().toBuffer());
    const [seen] = await evidenceOf(one);
    expect(seen!.kind).toBe('jpeg');
    expect(seen!.also.map(({ like, ownTask }) => [like, ownTask])).toEqual([
      ['same', true],
      ['near', true],
    ]);
    expect((await evidenceOf(other)).map(({ also }) => also.length)).toEqual([2, 2, 0]);
  });

  test('is saved by who may see the part, and by nobody else', async () => {
    const [one, other] = sides as [(typeof sides)[number], (typeof sides)[number]];
    const { id } = (await evidenceOf(one))[0]!;
    const read = (who: TestBrowser, unit: number) =>
      who.send(evidence.readEvidence.path.replace(':unit', String(unit)).replace(':evidence', id));
    const reply = await read(giver, PROVINCE);
    expect(reply.status).toBe(200);
    expect(reply.headers.get('content-disposition')).toContain("filename*=UTF-8''%E1%BA%A2nh");
    expect(reply.headers.get('content-disposition')).toMatch(/^attachment/);
    expect((await read(other.who, other.unit)).status).toBe(404);
    expect((await read(other.who, one.unit)).status).toBe(404);
    expect((await read(api.browser(), one.unit)).status).toBe(401);
    expect((await put({ ...one, who: other.who, unit: other.unit }, Buffer.from('chữ'))).status).toBe(404);
    expect((await put({ ...one, who: giver, unit: PROVINCE }, Buffer.from('chữ'))).status).toBe(404);
  });

  test('is taken away by its unit, with its bytes, and stands in the log', async () => {
    const [one] = sides as [(typeof sides)[number]];
    await put(one, Buffer.from('Danh sách có tên người, tải nhầm.'), { name: 'Nhầm.txt' });
    const { id, digest } = (await evidenceOf(one)).at(-1)!;
    const remove = () => one.who.call(evidence.removeEvidence, { params: { unit: one.unit, evidence: id } });
    expect((await remove()).status).toBe(200);
    expect((await remove()).status).toBe(404);
    const { rows } = await api.database.pool.query('SELECT 1 FROM tasks.files WHERE digest = $1', [digest]);
    expect(rows).toEqual([]);
    const { rows: log } = await api.database.pool.query(
      "SELECT 1 FROM identity.audit WHERE action = 'tasks.remove-evidence'",
    );
    expect(log).toHaveLength(1);
  });
});

test.each([
  ['a program', () => Buffer.from('MZ\u0090\u0000\u0003'), 415, 'evidence-kind'],
  ['a page', () => Buffer.from([0xff, 0xfe, 0x3c, 0x00]), 415, 'evidence-kind'],
  ['nothing', () => Buffer.alloc(0), 415, 'evidence-kind'],
  ['an archive', () => zipSync({ 'a.txt': strToU8('a') }), 415, 'evidence-kind'],
  [
    'a document with macros',
    () =>
      zipSync({
        '[Content_Types].xml': strToU8('x'),
        'word/document.xml': strToU8('x'),
        'word/vbaProject.bin': strToU8('x'),
      }),
    415,
    'evidence-kind',
  ],
  ['half a picture', () => Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 1, 2, 3]), 422, 'evidence-unreadable'],
  ['a huge file', () => Buffer.alloc(10 * 1024 * 1024 + 1, 65), 413, 'evidence-large'],
])('%s is refused in words', async (_, bytes, status, code) => {
  const reply = await put(sides[0]!, bytes());
  expect(reply.status).toBe(status);
  expect(reply.body.code).toBe(`tasks/${code}`);
  expect(reply.body.title).toMatch(/[àáạảãâăđêôơưộặấệ]/i);
});

test('texts with nearly all pieces in common are found by a piece, others are not near', () => {
  const words = Array.from({ length: 300 }, (_, index) => `tu${(index * 7919) % 1009}`);
  const changed = [...words.slice(0, 290), 'khac', ...words.slice(291)];
  const other = words.map((word) => `${word}x`);
  const [a, b, c] = [words, changed, other].map((one) => textMark(one.join(' '))) as [string, string, string];
  expect(isNear('text', a, b)).toBe(true);
  expect(isNear('text', a, c)).toBe(false);
  const shared = bandsOf('text', a).filter((value, band) => bandsOf('text', b)[band] === value);
  expect(shared.length).toBeGreaterThan(0);
  expect(textMark('mot hai ba')).toBe('');
});
