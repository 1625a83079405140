import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { provinceId } from '#modules/organisations/index.ts';
import { treeOf } from '#modules/organisations/server.ts';
import { startTestApi, type TestApi } from '../../../server/testing.ts';
import { getDraft } from '../domain/contract.ts';
import { HA_NOI, jpeg, SHIPPED, TestDesk } from './testing.ts';

let api: TestApi;
let desk: TestDesk;
let commune: number;

beforeAll(async () => {
  api = await startTestApi();
  commune = (await treeOf(api.services.db)).descendants(HA_NOI, 'commune')[0]!.id;
  desk = await TestDesk.open(api);
});
afterAll(() => api.close());

describe('pictures', () => {
  test('say nothing of where they were taken', async () => {
    const { body } = await desk.upload(await jpeg(), 'image/jpeg');
    const reply = await fetchBytes(body.url);
    expect((await sharp(reply).metadata()).exif).toBeUndefined();
  });

  test.each([
    ['an SVG', 'image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', 'picture-kind'],
    ['an SVG that says it is a PNG', 'image/png', '<svg xmlns="http://www.w3.org/2000/svg"/>', undefined],
    ['what is no picture', 'image/png', 'xin chào', 'picture-unreadable'],
  ])('%s is refused or made a picture without code', async (_, type, text, code) => {
    const reply = await desk.upload(Buffer.from(text), type);
    if (code) expect(reply.body.code).toBe(`authoring/${code}`);
    else expect([200, 422]).toContain(reply.status);
  });
});

describe('who may', () => {
  test.each([
    ['a clerk of the unit', 'clerk', () => HA_NOI],
    ['an editor of another province', 'content-editor', () => provinceId('31')],
    ['an editor of a commune beneath', 'content-editor', () => commune],
  ])('not %s', async (_, role, unit) => {
    const other = await desk.staff(role, unit());
    const draft = await desk.begin({ title: 'Của tỉnh' });
    expect((await other.call(getDraft, { params: { draft: draft.id } })).status).toBe(404);
    expect((await desk.save(draft, draft.content, other)).status).toBe(404);
    expect((await desk.act(draft, 'retire', other)).status).toBe(404);
  });

  test('an editor of the nation may write for a commune; a leader signs off and does not write', async () => {
    const nation = await desk.staff('content-editor', 1);
    const draft = await desk.begin({ replaces: SHIPPED }, nation, commune);
    expect(draft.unit.id).toBe(commune);
    await desk.act(draft, 'submit', nation);
    const leader = await desk.staff('leader', HA_NOI);
    expect((await desk.reread(draft, leader)).may).toEqual(['return', 'sign']);
    expect((await desk.save(draft, draft.content, leader)).status).toBe(404);
    expect((await desk.act(draft, 'return', leader)).body.code).toBe('authoring/note-needed');
    expect((await desk.act(draft, 'return', leader, 'Câu 2 khó hiểu')).body).toMatchObject({
      state: 'draft',
    });
  });

  test('what was published cannot be rewritten, not even by the program', async () => {
    for (const table of ['versions', 'acts', 'publications', 'pictures'])
      await expect(api.database.pool.query(`DELETE FROM authoring.${table}`)).rejects.toThrow(
        /permission denied/,
      );
  });
});

async function fetchBytes(url: string): Promise<Buffer> {
  const { rows } = await api.database.pool.query<{ bytes: Buffer }>(
    'SELECT bytes FROM authoring.pictures WHERE digest = $1',
    [url.split('/').at(-1)!.slice(0, 16)],
  );
  return rows[0]!.bytes;
}
