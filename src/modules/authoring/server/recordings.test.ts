import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getLesson, listPacks } from '#modules/learning/index.ts';
import { provinceId } from '#modules/organisations/index.ts';
import { treeOf } from '#modules/organisations/server.ts';
import { soundOf } from '#platform/sound/sound.testing.ts';
import { assetReader } from '../../../server/boot.ts';
import { modules } from '../../../server/compose.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../../../server/testing.ts';
import { addRecording } from '../domain/contract.ts';
import { sentencesOf, withFile, type DraftRecording } from '../domain/recording.ts';
import { HA_NOI, SHIPPED, TestDesk } from './testing.ts';

let api: TestApi;
let desk: TestDesk;
let resident: TestBrowser;
beforeAll(async () => {
  api = await startTestApi();
  desk = await TestDesk.open(api);
  const commune = (await treeOf(api.services.db)).descendants(HA_NOI, 'commune')[0]!.id;
  resident = await desk.livingIn(commune);
});
afterAll(() => api.close());

const send = (bytes: Uint8Array, type: string, who = desk.writer, unit = HA_NOI) =>
  who.send(addRecording.path.replace(':unit', String(unit)), {
    method: 'POST',
    headers: { 'content-type': type },
    body: new Uint8Array(bytes),
  });
const lessonOf = async (who: TestBrowser) =>
  (await who.call(getLesson, { params: { lesson: SHIPPED } })).body;

describe('a recorded sentence', () => {
  test('is published with its words, heard by the readers of the unit, and gone when they change', async () => {
    let draft = await desk.begin({ replaces: SHIPPED });
    const [first, second] = sentencesOf(draft.content);
    const small = (await send(soundOf('webm', 2), 'audio/webm;codecs=opus')).body;
    const large = (await send(soundOf('m4a', 2), 'audio/x-m4a')).body;
    expect(small).toMatchObject({ file: expect.stringMatching(/^[0-9a-f]{16}\.webm$/) });
    expect(small.seconds).toBeCloseTo(2, 1);
    let recordings: DraftRecording[] = [];
    for (const { file } of [large, small]) recordings = withFile(recordings, 'vi', first!.text, file);
    recordings = withFile(recordings, 'vi', second!.text, small.file);
    expect(recordings[0]!.files).toEqual([small.file, large.file]);
    await desk.save(draft, { ...draft.content, recordings });
    await desk.publish(await desk.reread(draft));

    const heard = (await lessonOf(resident)).steps[0].voice;
    expect(heard.language).toBe('vi');
    expect(heard.files[0].map((url: string) => url.split('.').at(-1))).toEqual(['webm', 'm4a']);
    expect((await lessonOf(api.browser())).steps[0].voice).toBeUndefined();
    const packs = (await resident.call(listPacks)).body.packs;
    expect(packs.find((one: any) => one.lesson === SHIPPED).voice).toEqual({
      opus: 2 * small.bytes,
      other: large.bytes,
    });
    const [, , hash] = heard.files[0][0].split('/');
    const asset = Object.values(api.services.content().assets).find((one) => one.hash === hash)!;
    const bytes = await assetReader(api.services, modules)(asset);
    expect(bytes?.length).toBe(asset.size);

    draft = await desk.reread(draft);
    const words = structuredClone(draft.content);
    words.steps[0].title = 'Bác dừng lại một chút';
    await desk.save(draft, words);
    draft = await desk.reread(draft);
    expect(draft.faults).toContainEqual({
      at: 'recordings',
      severity: 'warn',
      what: `Câu đã đổi nên bản ghi này không dùng nữa: “${first!.text}”.`,
    });
    await desk.publish(draft);
    const after = (await lessonOf(resident)).steps[0];
    expect(after.title).toBe('Bác dừng lại một chút');
    expect(after.voice.files.slice(0, 2).map((files: string[]) => files.length)).toEqual([0, 1]);
  });

  test('that is not there keeps the lesson from being published', async () => {
    const draft = await desk.begin({ title: 'Chưa có tệp' });
    const text = 'Bác bấm nút này.';
    const content = structuredClone(draft.content);
    content.steps[0].say = [text];
    content.recordings = [{ language: 'vi', text, files: ['0123456789abcdef.opus'] }];
    const { body } = await desk.save(draft, content);
    expect(body.faults).toContainEqual(
      expect.objectContaining({
        at: 'recordings',
        severity: 'error',
        what: `Không tìm thấy bản ghi của câu “${text}”.`,
      }),
    );
  });

  test('keeps nothing of what its maker wrote into it, and is sent in parts', async () => {
    const { url, bytes } = (await send(soundOf('mp3', 1, 'Nha bac Lan'), 'audio/mpeg')).body;
    const part = await desk.writer.send(url, { headers: { range: 'bytes=0-9' } });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 0-9/${bytes}`);
    const { rows } = await api.database.pool.query<{ bytes: Buffer }>(
      'SELECT bytes FROM authoring.recordings WHERE digest = $1',
      [url.split('/').at(-1)!.slice(0, 16)],
    );
    expect(rows[0]!.bytes.includes('Nha bac Lan')).toBe(false);
  });

  test.each([
    ['what is no sound', () => Buffer.from('xin chào'), 'audio/webm', 415, 'recording-kind'],
    [
      'a page under the name of a recording',
      () => Buffer.from('<script>1</script>'),
      'audio/ogg',
      415,
      'recording-kind',
    ],
    ['a picture', () => Buffer.from('x'), 'image/png', 415, 'recording-kind'],
    ['more than a minute', () => soundOf('opus', 61), 'audio/ogg', 422, 'recording-long'],
    [
      'a large one',
      () => Buffer.concat([soundOf('webm', 3), voidOf(310_000)]),
      'audio/webm',
      422,
      'recording-large',
    ],
    ['a very large one', () => Buffer.alloc(2 * 1024 * 1024 + 1), 'audio/webm', 413, ''],
  ])('%s is refused in words', async (_, bytes, type, status, code) => {
    const reply = await send(bytes(), type);
    expect(reply.status).toBe(status);
    if (code) expect(reply.body.code).toBe(`authoring/${code}`);
    expect(reply.body.title).toMatch(/[àáạảãâăđêôơưộặấ]/i);
  });

  test.each([
    ['a clerk of the unit', 'clerk', () => HA_NOI],
    ['a leader, who signs off', 'leader', () => HA_NOI],
    ['an editor of another province', 'content-editor', () => provinceId('31')],
  ])('is not taken from %s', async (_, role, unit) => {
    const other = await desk.staff(role, unit());
    expect((await send(soundOf('opus', 1), 'audio/ogg', other)).status).toBe(404);
  });
});

/** An element of WebM that says nothing. */
function voidOf(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  bytes.writeUInt8(0xec, 0);
  bytes.writeUInt8(0x01, 1);
  bytes.writeUIntBE(length - 9, 3, 6);
  return bytes;
}
