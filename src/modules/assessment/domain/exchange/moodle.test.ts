import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { MarkupFault, readXml } from '#platform/text/markup.ts';
import { readMoodle as readQuiz } from './moodle.ts';
import { exchanged } from './testing.ts';
import { writeMoodle } from './write-moodle.ts';

const readMoodle = (text: string) => readQuiz(readXml(text));

test('what is written is read back word for word', () => {
  fc.assert(
    fc.property(fc.array(exchanged, { maxLength: 3 }), (items) => {
      const { taken, refused } = readMoodle(writeMoodle(items));
      expect(refused).toEqual([]);
      expect(taken.map(({ item }) => item)).toEqual(items);
    }),
    { numRuns: 150 },
  );
});

const quiz = (...questions: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n<question type="category"><category><text>$course$/Mật khẩu</text></category></question>\n${questions.join('\n')}\n</quiz>`;
const html = (name: string, text: string) =>
  `<${name} format="html"><text><![CDATA[${text}]]></text></${name}>`;
const choice = (ask: string, more = '') =>
  `<question type="multichoice"><name><text>M1</text></name>${html('questiontext', ask)}<single>true</single>
<answer fraction="100" format="html"><text>Cúp máy</text><feedback format="html"><text><![CDATA[<p>Gọi lại số in trên thẻ.</p>]]></text></feedback></answer>
<answer fraction="0" format="html"><text>Đọc mã</text><feedback format="html"><text></text></feedback></answer>${more}</question>`;

test('a question as Moodle exports it is taken as plain words', () => {
  const { taken, refused } = readMoodle(
    quiz(choice('<p>Ngân hàng <strong>gọi</strong>.</p><p>Bác làm gì?&nbsp;</p>')),
  );
  expect(refused).toEqual([]);
  expect(taken[0]).toMatchObject({
    place: { question: 1, line: 4, name: 'M1' },
    item: {
      ask: 'Ngân hàng gọi.\nBác làm gì?',
      why: 'Gọi lại số in trên thẻ.',
      content: {
        type: 'single',
        options: [
          { text: 'Cúp máy', right: true },
          { text: 'Đọc mã', right: false },
        ],
      },
    },
  });
});

test.each([
  ['a picture in its text', choice('<p>Nút nào?</p><img src="@@PLUGINFILE@@/a.png">'), 'picture', ''],
  ['an embedded file', choice('Nút nào?', '<file name="a.png" encoding="base64">AAAA</file>'), 'picture', ''],
  ['a script', choice('Chọn. <script>document.title</script>'), 'script', ''],
  ['what runs on a picture', choice('Chọn. <b onclick="go()">đi</b>'), 'script', ''],
  ['a page in a page', choice('Xem <iframe src="https://example.org"></iframe>'), 'frame', ''],
  ['a gap text', '<question type="cloze"><name><text>C</text></name></question>', 'other-kind', 'cloze'],
  ['no text', choice('<p></p>'), 'no-question', ''],
])('%s: refused with its place, what stands beside it is taken', (_, question, reason, detail) => {
  const { taken, refused } = readMoodle(quiz(question, choice('Và câu này?')));
  expect(refused).toMatchObject([{ place: { question: 1, line: 4 }, reason, detail }]);
  expect(taken.map(({ item }) => item.ask)).toEqual(['Và câu này?']);
});

test('a file that declares entities is not read at all', () => {
  const bomb = `<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><quiz>&b;</quiz>`;
  expect(() => readMoodle(bomb)).toThrow(new MarkupFault('declares-entities', 1));
  const outside = `<!DOCTYPE quiz SYSTEM "file:///etc/passwd"><quiz/>`;
  expect(() => readMoodle(outside)).toThrow(new MarkupFault('declares-entities', 1));
});

test.each([
  ['a tag that is not closed', '<quiz>\n<question>\n</quiz>', 'not-well-formed', 3],
  ['an entity that nobody declared', '<quiz>&nbsp;</quiz>', 'not-well-formed', 1],
  ['elements in each other without end', `<quiz>${'<a>'.repeat(100)}`, 'too-deep', 1],
])('%s is a fault with its line', (_, xml, what, line) => {
  expect(() => readMoodle(xml)).toThrow(new MarkupFault(what as MarkupFault['what'], line));
});

test('other XML is no question bank', () => {
  expect(() => readMoodle('<html/>')).toThrow('unreadable html');
});
