import { describe, expect, test } from 'vitest';
import { fold, tidy } from './fold.ts';

describe('fold', () => {
  test.each([
    ['Đường Điện Biên Phủ', 'duong dien bien phu'],
    ['Hoà Bình', fold('Hòa Bình')],
    ['An Hội Tây'.normalize('NFD'), 'an hoi tay'],
    ['Phường 12, Quận Gò Vấp', 'phuong 12 quan go vap'],
    ['Nghệ\u200b An', 'nghe an'],
    ["Cư M'gar", 'cu m gar'],
  ])('%s is found as %s', (written, key) => expect(fold(written)).toBe(key));
});

test('tidy keeps the letters and drops what cannot be seen', () => {
  expect(tidy('  Nguye\u0302\u0303n\u00a0 Thị\ufeff  Lan ')).toBe('Nguyễn Thị Lan');
});
