import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { NotTaken } from './exchanged.ts';
import { readGift } from './gift.ts';
import { exchanged } from './testing.ts';
import { writeGift } from './write-gift.ts';

test('what is written is read back word for word', () => {
  fc.assert(
    fc.property(fc.array(exchanged, { minLength: 1, maxLength: 3 }), (items) => {
      const written = items.flatMap((item) => {
        try {
          return [{ item, text: writeGift(item) }];
        } catch (error) {
          expect((error as NotTaken).reason).toBe('no-way-to-write');
          return [];
        }
      });
      const { taken, refused } = readGift(written.map(({ text }) => text).join('\n'));
      expect(refused).toEqual([]);
      expect(taken.map(({ item }) => item)).toEqual(written.map(({ item }) => item));
    }),
    { numRuns: 150 },
  );
});

/** The examples of the format's own description, in Vietnamese. */
const EXAMPLES = `// question: 1
$CATEGORY: tin-hoc/co-ban

::Thủ đô::Thủ đô nước ta ở đâu? {
  ~Huế # Từng là kinh đô.
  =Hà Nội # Đúng, từ năm 1976.
  ~Đà Nẵng
}

Trái đất quay quanh mặt trời. {T}

Chọn những loại mật khẩu nên tránh. {
  ~%50%123456
  ~%50%Ngày sinh
  ~%-100%Một câu dài chỉ mình biết
}

[html]<p>Ghép <b>nút</b> với việc.</p>{
  =Gửi -> Đưa tin đi
  =Xoá -> Bỏ tin
  =Lưu -> Giữ tin lại
####Mỗi nút một việc.}

Bác bấm {=Gửi ~Xoá} để đưa tin đi.
`;

test('choices, true or false, matching and a gap are read', () => {
  const { taken, refused } = readGift(EXAMPLES);
  expect(refused).toEqual([]);
  expect(taken.map(({ item, place }) => [place.line, item.ask, item.content.type])).toEqual([
    [4, 'Thủ đô nước ta ở đâu?', 'single'],
    [10, 'Trái đất quay quanh mặt trời.', 'single'],
    [12, 'Chọn những loại mật khẩu nên tránh.', 'multiple'],
    [18, 'Ghép nút với việc.', 'match'],
    [24, 'Bác bấm _____ để đưa tin đi.', 'single'],
  ]);
  expect(taken[0]!.item).toMatchObject({ name: 'Thủ đô', why: 'Đúng, từ năm 1976.' });
  expect(taken[0]!.left).toEqual(['choice-feedback']);
  expect(taken[3]!.item.why).toBe('Mỗi nút một việc.');
});

test.each([
  ['an essay', 'Kể một chuyện. {}', 'other-kind', 'essay'],
  ['a number', 'Một tá là mấy? {#12}', 'other-kind', 'numerical'],
  ['a word to type', 'Thủ đô? {=Hà Nội =Ha Noi}', 'other-kind', 'shortanswer'],
  ['text alone', 'Bác đọc đoạn sau.', 'other-kind', 'description'],
  ['half a right answer', 'Chọn. {=đúng ~%50%gần đúng ~sai}', 'partial-credit', ''],
  ['no right answer', 'Chọn. {~a ~b}', 'no-key', ''],
  ['a brace that stays open', 'Chọn. {=a ~b', 'unreadable', '{'],
  ['a picture', '[html]Đây là gì? <img src="x.png">{=a ~b}', 'picture', ''],
  ['a script', '[html]Chọn. <script>alert(1)</script>{=a ~b}', 'script', ''],
  ['a script in a link', 'Chọn <a href="java\tscript:alert(1)">đây</a>{=a ~b}', 'script', ''],
  ['two choices alike', 'Chọn. {=a ~b ~b}', 'same-twice', 'b'],
  ['seven choices', 'Chọn. {=a ~b ~c ~d ~e ~f ~g}', 'too-many', '7 > 6'],
  ['two pairs', 'Ghép. {=a -> b =c -> d}', 'too-few', '2 < 3'],
])('%s is refused with its place, and what stands beside it is taken', (_, gift, reason, detail) => {
  const { taken, refused } = readGift(`${gift}\n\nVà câu này? {=a ~b}\n`);
  expect(refused).toEqual([{ place: { line: 1, question: 1 }, reason, detail }]);
  expect(taken.map(({ item, place }) => [item.ask, place.line])).toEqual([['Và câu này?', 3]]);
});
