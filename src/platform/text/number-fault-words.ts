import type { NumberFault } from './number-entry.ts';

const words: Readonly<Record<'vi' | 'en', Readonly<Record<NumberFault, string>>>> = {
  vi: {
    'not-a-number': '“{typed}” không phải là số.',
    negative: '“{typed}” là số âm, ô này không nhận số âm.',
    'english-separators':
      '“{typed}” viết theo kiểu tiếng Anh. Viết dấu chấm ngăn hàng nghìn, dấu phẩy trước phần lẻ: 1.234,5.',
    'unclear-point':
      '“{typed}” có dấu chấm đặt không đúng hàng nghìn nên không rõ là số nào. Phần lẻ viết dấu phẩy: 8,5.',
    'not-whole': '“{typed}” có phần lẻ, ô này chỉ nhận số nguyên. Hàng nghìn viết dấu chấm: 1.234.',
    'too-many-decimals': '“{typed}” có quá nhiều chữ số sau dấu phẩy.',
    'too-large': '“{typed}” lớn quá mức có thể.',
  },
  en: {
    'not-a-number': '“{typed}” is not a number.',
    negative: '“{typed}” is negative; this field takes no negative number.',
    'english-separators':
      '“{typed}” is written the English way. Here a point parts thousands and a comma stands before decimals: 1.234,5.',
    'unclear-point':
      '“{typed}” has a point that parts no thousands, so it is not clear which number it is. Decimals come after a comma: 8,5.',
    'not-whole':
      '“{typed}” has decimals, and this field takes whole numbers. Thousands are parted by a point: 1.234.',
    'too-many-decimals': '“{typed}” has too many digits after the comma.',
    'too-large': '“{typed}” is larger than can be.',
  },
};

/** What is wrong with a number as it was typed, in a sentence. */
export const sayNumberFault = (language: 'vi' | 'en', fault: NumberFault, typed: string): string =>
  words[language][fault].replace('{typed}', () => typed.trim());
