const DIGITS = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'] as const;
const GROUPS = ['', ' nghìn', ' triệu', ' tỷ'] as const;

/** Two digits: `mốt`, `lăm` and `tư` after tens, `linh` for an empty ten within a larger number. */
function tens(value: number, within: boolean): string {
  const [ten, one] = [Math.floor(value / 10), value % 10];
  if (ten === 0) return one === 0 ? '' : `${within ? 'linh ' : ''}${DIGITS[one]!}`;
  const head = ten === 1 ? 'mười' : `${DIGITS[ten]!} mươi`;
  if (one === 0) return head;
  if (one === 5) return `${head} lăm`;
  if (ten > 1 && one === 1) return `${head} mốt`;
  if (ten > 1 && one === 4) return `${head} tư`;
  return `${head} ${DIGITS[one]!}`;
}

function hundreds(value: number, within: boolean): string {
  const [hundred, rest] = [Math.floor(value / 100), value % 100];
  if (hundred === 0 && !within) return tens(rest, false);
  return `${DIGITS[hundred]!} trăm ${tens(rest, true)}`.trim();
}

/**
 * A whole number as Vietnamese say it: 105 → `một trăm linh năm`, 21 → `hai mươi mốt`.
 *
 * @param value 0 to 999,999,999,999
 */
export function numberInWords(value: number): string {
  if (value === 0) return 'không';
  const groups: string[] = [];
  for (let rest = value, place = 0; rest > 0; rest = Math.floor(rest / 1000), place++) {
    const group = rest % 1000;
    if (group > 0) groups.unshift(hundreds(group, rest >= 1000) + GROUPS[place]!);
  }
  return groups.join(' ');
}

const digitByDigit = (text: string) => [...text].map((digit) => DIGITS[Number(digit)]!).join(' ');
/** More digits than a sum of money has: a number that is read out one by one. */
const LONGEST_NUMBER = 12;

const ADDRESS = /(?<![\p{L}\p{N}])[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:\/[^\s,;!?]*)?(?<!\.)/giu;
const RULES: readonly (readonly [RegExp, (...found: string[]) => string])[] = [
  [
    /(?<![\p{N}/])(?:ngày\s+)?(\d{1,2})\/(\d{1,2})\/(\d{4})(?![\p{N}/])/gu,
    (_, day, month, year) =>
      `ngày ${numberInWords(Number(day))} tháng ${numberInWords(Number(month))} năm ${numberInWords(Number(year))}`,
  ],
  [
    /(?<![\p{N}])(\d{1,2})[:h](\d{2})(?![\p{N}])/gu,
    (_, hour, minute) =>
      `${numberInWords(Number(hour))} giờ${minute === '00' ? '' : ` ${numberInWords(Number(minute))} phút`}`,
  ],
  [
    /(?<![\p{L}\p{N}])(\d{1,3}(?:\.\d{3})+)(?![\p{N}])/gu,
    (_, number) => numberInWords(Number(number!.replaceAll('.', ''))),
  ],
  [
    /(?<![\p{N}])(\d+),(\d+)(?![\p{N}])/gu,
    (_, whole, part) => `${numberInWords(Number(whole))} phẩy ${digitByDigit(part!)}`,
  ],
  [/\s?%/gu, () => ' phần trăm'],
  [
    /\d+/gu,
    (number) =>
      (number.length > 1 && number.startsWith('0')) || number.length > LONGEST_NUMBER
        ? digitByDigit(number)
        : numberInWords(Number(number)),
  ],
];

/**
 * A sentence as somebody says it into a microphone: figures, sums, days, hours, shares and addresses in words.
 *
 * @example speakable('Phí 50.000 đồng, nộp tại vi.du trước 16:30') // 'Phí năm mươi nghìn đồng, nộp tại vi chấm du trước mười sáu giờ ba mươi phút'
 */
export function speakable(text: string): string {
  const addresses = text.replace(ADDRESS, (found) =>
    /\p{L}/u.test(found) ? found.replaceAll('.', ' chấm ').replaceAll('/', ' gạch chéo ').trim() : found,
  );
  return RULES.reduce((said, [what, how]) => said.replace(what, how), addresses).replace(/ {2,}/g, ' ');
}
