import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { provinceId } from '#modules/organisations/index.ts';
import { startTestApi, type TestApi } from '../../../server/testing.ts';
import { getDraft, listDrafts } from '../domain/contract.ts';
import { PACK_MANIFEST } from '../domain/pack.ts';
import { makePack } from './make-pack.ts';
import { takePack } from './take-pack.ts';
import { signInStaff } from '../../../server/testing-staff.ts';

const HUE = provinceId('46');
const SHIPPED = 'nhan-ra-cuoc-goi-lua-dao';
const NOBODY = { partKey: 0, personId: '00000000-0000-0000-0000-000000000000' };
let api: TestApi;
let pack: Record<string, Uint8Array>;
beforeAll(async () => {
  api = await startTestApi();
  pack = unzipSync(await makePack(api.services, { lesson: SHIPPED }, 'nơi khác'));
});
afterAll(() => api.close());

const take = (files: Record<string, Uint8Array>) =>
  takePack(api.services, HUE, NOBODY, async (name) => files[name]);

test('the same lessons give the same bytes; a programme brings all of its lessons', async () => {
  const again = await makePack(api.services, { lesson: SHIPPED }, 'nơi khác');
  expect(
    Buffer.from(again).equals(Buffer.from(await makePack(api.services, { lesson: SHIPPED }, 'nơi khác'))),
  ).toBe(true);
  const all = unzipSync(await makePack(api.services, { programme: 'ky-nang-so-co-ban-nguoi-dan' }, 'x'));
  expect(Object.keys(all).filter((file) => file.startsWith('lessons/')).length).toBeGreaterThan(20);
  await expect(makePack(api.services, { unit: HUE }, 'x')).rejects.toMatchObject({
    code: 'authoring/lesson-not-found',
  });
});

test('a pack becomes drafts that anybody of the unit may sign off; taken in again it is nothing new', async () => {
  expect(await take(pack)).toEqual({ added: 1, known: 0 });
  expect(await take(pack)).toEqual({ added: 0, known: 1 });
  const editor = api.browser();
  await signInStaff(api, editor, 'content-editor', HUE);
  const { body } = await editor.call(listDrafts, { params: { unit: HUE } });
  expect(body.drafts).toMatchObject([{ lesson: SHIPPED, replaces: true, state: 'draft' }]);
  const { body: draft } = await editor.call(getDraft, { params: { draft: body.drafts[0].id } });
  expect([
    draft.version,
    draft.faults.filter((one: { severity: string }) => one.severity === 'error'),
  ]).toEqual([1, []]);
});

test('a byte that is not as it was packed, a file that is missing, a lesson that is none: nothing is taken in', async () => {
  const file = `lessons/${SHIPPED}.json`;
  const changed = {
    ...pack,
    [file]: new TextEncoder().encode(new TextDecoder().decode(pack[file]).replace('bác', 'bạn')),
  };
  await expect(take(changed)).rejects.toMatchObject({ what: 'wrong-checksum', place: file });
  await expect(take({ [PACK_MANIFEST]: pack[PACK_MANIFEST]! })).rejects.toMatchObject({
    what: 'missing-file',
    place: file,
  });
  await expect(take({})).rejects.toMatchObject({ what: 'missing-file', place: PACK_MANIFEST });
  await expect(take({ [PACK_MANIFEST]: new TextEncoder().encode('{"format":"x"}') })).rejects.toMatchObject({
    what: 'broken',
  });
});
