import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MarkupFault } from '#platform/text/markup.ts';
import { readQtiPackage } from './qti-package.ts';
import { exchanged } from './testing.ts';
import { writeQti } from './write-qti.ts';

test.each(['qti21', 'qti30'] as const)('what is written in %s is read back word for word', (format) => {
  fc.assert(
    fc.property(fc.array(exchanged, { minLength: 1, maxLength: 3 }), (items) => {
      const { taken, refused, format: found } = readQtiPackage(writeQti(items, format));
      expect(found).toBe(format);
      expect(refused).toEqual([]);
      expect(taken.map(({ item }) => item)).toEqual(items);
    }),
    { numRuns: 100 },
  );
});

const pack = (...bodies: string[]) =>
  new Map([
    [
      'goi/imsmanifest.xml',
      `<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><resources>
<resource type="imsqti_test_xmlv2p1" href="test.xml"/>
${bodies.map((_, at) => `<resource type="imsqti_item_xmlv2p1" href="c%C3%A2u/${at + 1}.xml"/>`).join('\n')}
</resources></manifest>`,
    ] as const,
    ...bodies.map((body, at) => [`goi/câu/${at + 1}.xml`, body] as const),
  ]);
const item = (body: string, key = '<value>A</value>', after = '') =>
  `<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i" title="Câu" adaptive="false" timeDependent="false">
<responseDeclaration identifier="R" cardinality="single" baseType="identifier"><correctResponse>${key}</correctResponse></responseDeclaration>
<itemBody>${body}</itemBody>${after}</assessmentItem>`;
const choice = (before = '<p>Bác nhận một <em>tin lạ</em>.</p>', first = 'Xoá') =>
  item(
    `${before}<div><choiceInteraction responseIdentifier="R" maxChoices="1"><prompt>Làm gì?</prompt><simpleChoice identifier="A">${first}</simpleChoice><simpleChoice identifier="B">Bấm</simpleChoice></choiceInteraction></div>`,
  );

test('an item of others is taken with its text and its prompt', () => {
  const { taken, refused } = readQtiPackage(pack(choice()));
  expect(refused).toEqual([]);
  expect(taken[0]).toMatchObject({
    place: { file: 'c%C3%A2u/1.xml', question: 1 },
    item: { name: 'Câu', ask: 'Bác nhận một tin lạ.\nLàm gì?', content: { type: 'single' } },
  });
});

describe('is refused with its place, and what stands beside it is taken', () => {
  test.each([
    ['a picture', choice('<p><img src="a.png" alt="nút"/></p>'), 'picture', ''],
    ['a script', choice('<p>Chọn.</p><script>go()</script>'), 'script', ''],
    ['what runs on a choice', choice('<p>Chọn.</p>', '<b onclick="go()">Xoá</b>'), 'script', ''],
    ['something embedded', choice('<object data="a.swf" type="x"/>'), 'frame', ''],
    ['a formula', choice('<math><mi>x</mi></math>'), 'formula', ''],
    [
      'a word to type',
      item('<p>Thủ đô? <textEntryInteraction responseIdentifier="R"/></p>'),
      'other-kind',
      'textEntryInteraction',
    ],
    ['no key', choice().replace('<value>A</value>', ''), 'no-key', ''],
    ['a key that is not there', choice().replace('<value>A', '<value>Z'), 'no-key', 'Z'],
    ['what is no XML', '<assessmentItem><itemBody></assessmentItem>', 'unreadable', 'XML, 1'],
  ])('%s', (_, body, reason, detail) => {
    const { taken, refused } = readQtiPackage(pack(body, choice()));
    expect(refused).toEqual([{ place: { file: 'c%C3%A2u/1.xml', question: 1 }, reason, detail }]);
    expect(taken).toHaveLength(1);
  });

  test('an item whose file is not in the package', () => {
    const files = new Map(pack(choice(), choice()));
    files.delete('goi/câu/2.xml');
    expect(readQtiPackage(files).refused).toMatchObject([{ reason: 'missing-file' }]);
  });
});

test('a package with entities in one of its items is refused whole', () => {
  const bomb = `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><assessmentItem>&x;</assessmentItem>`;
  expect(() => readQtiPackage(pack(choice(), bomb))).toThrow(new MarkupFault('declares-entities', 1));
});
