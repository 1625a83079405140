import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { readContent } from '#platform/content/read.ts';
import { warningsOf } from '#platform/content/release.ts';
import { soundOf } from '#platform/sound/sound.testing.ts';
import { listUnrecorded } from './content-report.ts';
import { lessonKind } from './kinds.ts';
import { libraryOf } from './library.ts';
import { packsOf } from './packs.ts';
import { recordingName } from './voice.ts';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'voice-'))));
afterEach(() => rmSync(root, { recursive: true }));

const SAID = 'Bác bấm nút gọi.';
const lesson = {
  id: 'goi',
  title: { vi: 'Gọi điện', en: 'Call' },
  summary: { vi: 'Bác gọi được.', en: 'You call.' },
  competences: ['2.1'],
  tier: 1,
  minutes: 3,
  reviewed: '2026-01-01',
  expires: '2027-01-01',
  steps: [
    {
      id: 'mot',
      kind: 'read',
      title: 'Gọi',
      say: [SAID, 'Bác chờ máy bên kia.'],
      picture: { file: 'a.svg', alt: 'Máy' },
    },
    ...['hoi-1', 'hoi-2'].map((id) => ({
      id,
      kind: 'check',
      ask: 'Bác bấm nút nào?',
      choices: [
        { id: 'a', text: 'Nút gọi', right: true, feedback: 'Đúng rồi.' },
        { id: 'b', text: 'Nút tắt', right: false, feedback: 'Nút đó tắt máy.' },
      ],
    })),
  ],
};
const put = (path: string, body: string | Uint8Array) => {
  const file = join(root, 'lessons/goi', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, body);
};
const record = (sentence: string, kind: 'opus' | 'webm' | 'm4a' | 'mp3', seconds = 2, language = 'vi') =>
  put(`audio/${language}/${recordingName(sentence)}.${kind}`, soundOf(kind, seconds));
function read() {
  put('lesson.yaml', stringify(lesson));
  put('a.svg', '<svg/>');
  const { release, faults } = readContent(root, [lessonKind]);
  return { release, faults, library: libraryOf(release) };
}
const stepOf = (id: string) =>
  read()
    .library.lessons.get('goi')!
    .steps.find((step) => step.id === id)!;

describe('a recording of a sentence', () => {
  test('is heard where its sentence stands: the small file first, then the one for older phones', () => {
    record(SAID, 'm4a');
    record(SAID, 'opus');
    const name = recordingName(SAID);
    const { voice } = stepOf('mot');
    expect(voice).toMatchObject({ language: 'vi' });
    expect(voice!.files).toEqual([
      [],
      [
        expect.stringMatching(new RegExp(`^/content/[0-9a-f]{16}/${name}\\.opus$`)),
        expect.stringMatching(new RegExp(`${name}\\.m4a$`)),
      ],
      [],
    ]);
    expect(stepOf('hoi-1').voice).toBeUndefined();
  });

  test('is weighed apart from the lesson, by what a phone plays', () => {
    const before = packsOf(read().release, read().library)[0]!;
    expect(before.voice).toBeNull();
    record(SAID, 'opus');
    record(SAID, 'mp3');
    const { release, library } = read();
    const [pack] = packsOf(release, library);
    expect(pack).toMatchObject({
      files: before.files,
      voice: { opus: soundOf('opus', 2).length, other: soundOf('mp3', 2).length },
    });
    expect(pack!.version).not.toBe(before.version);
  });

  test('in another language stands beside the Vietnamese one, and is weighed for itself', () => {
    record(SAID, 'opus');
    record(SAID, 'webm', 3, 'rad');
    expect(stepOf('mot')).toMatchObject({ voice: { language: 'vi' }, voices: [{ language: 'rad' }] });
    const { release, library } = read();
    expect(packsOf(release, library)[0]).toMatchObject({
      voice: { opus: soundOf('opus', 2).length },
      voices: { rad: { opus: soundOf('webm', 3).length } },
    });
  });

  test('whose sentence was changed is named as out of date, and never heard', () => {
    record('Bác bấm nút gọi đi.', 'opus');
    const { release, faults } = read();
    expect(faults).toEqual([]);
    expect(
      warningsOf(release, [lessonKind], '2026-06-01').map(({ path, what }) => `${path} ${what}`),
    ).toContainEqual(
      expect.stringMatching(/^lessons\/goi\/audio\/vi\/[0-9a-f]{16}\.opus is out of date: lesson goi/),
    );
    expect(stepOf('mot').voice).toBeUndefined();
  });

  test('that is missing is listed with the name its file would have', () => {
    record(SAID, 'opus');
    const missing = listUnrecorded(read().release, 'vi').map(({ text }) => text);
    expect(missing).not.toContain(SAID);
    expect(missing).toContain('Nút đó tắt máy.');
  });
});

describe('a file in a folder of recordings', () => {
  test.each([
    ['what is no recording', 'vi/0123456789abcdef.opus', Buffer.from('xin chào'), /is no recording/],
    ['one kind under the name of another', 'vi/0123456789abcdef.opus', soundOf('mp3', 2), /is a \.mp3/],
    ['a minute and more', 'vi/0123456789abcdef.opus', soundOf('opus', 61), /longer than 60 seconds/],
    [
      'a large one',
      'vi/0123456789abcdef.mp3',
      Buffer.concat([soundOf('mp3', 59), soundOf('mp3', 59, '').subarray(10)]),
      /longer than 60/,
    ],
    [
      'a name that is no sentence',
      'vi/loi-chao.opus',
      soundOf('opus', 2),
      /where no recording is looked for/,
    ],
    [
      'a language that there is none of',
      'xx/0123456789abcdef.opus',
      soundOf('opus', 2),
      /where no recording/,
    ],
    ['another sort of file', 'vi/doc-toi.txt', Buffer.from('x'), /is no recording/],
  ])('%s is a fault of the content', (_, path, bytes, what) => {
    put(`audio/${path}`, bytes);
    expect(
      read()
        .faults.map((fault) => fault.what)
        .join('\n'),
    ).toMatch(what);
  });
});
