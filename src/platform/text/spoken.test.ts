import { expect, test } from 'vitest';
import { numberInWords, speakable } from './spoken.ts';

test.each([
  [0, 'không'],
  [5, 'năm'],
  [10, 'mười'],
  [15, 'mười lăm'],
  [21, 'hai mươi mốt'],
  [24, 'hai mươi tư'],
  [55, 'năm mươi lăm'],
  [100, 'một trăm'],
  [105, 'một trăm linh năm'],
  [111, 'một trăm mười một'],
  [1000, 'một nghìn'],
  [2026, 'hai nghìn không trăm hai mươi sáu'],
  [50_000, 'năm mươi nghìn'],
  [1_005_000, 'một triệu không trăm linh năm nghìn'],
  [3_000_000_000, 'ba tỷ'],
])('%i is said as people say it', (value, said) => expect(numberInWords(value)).toBe(said));

test.each([
  ['Phí 50.000 đồng.', 'Phí năm mươi nghìn đồng.'],
  [
    'Trước ngày 21/11/2026 nhé.',
    'Trước ngày hai mươi mốt tháng mười một năm hai nghìn không trăm hai mươi sáu nhé.',
  ],
  ['Lúc 16:30 hoặc 7h00.', 'Lúc mười sáu giờ ba mươi phút hoặc bảy giờ.'],
  ['Bớt 2,5%.', 'Bớt hai phẩy năm phần trăm.'],
  ['Vào dichvucong.gov.vn.', 'Vào dichvucong chấm gov chấm vn.'],
  ['Gọi 0123.', 'Gọi không một hai ba.'],
  ['Trả 24 giờ.', 'Trả hai mươi tư giờ.'],
])('“%s” is heard without figures', (text, said) => {
  expect(speakable(text)).toBe(said);
  expect(speakable(text)).not.toMatch(/\d|%/);
});
