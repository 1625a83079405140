// What several tests of this folder share.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import * as v from 'valibot';
import { parse } from 'yaml';
import type { BankItem } from './bank.ts';
import type { Item } from './item.ts';
import { RuleSet } from './rules.ts';

const FILE = join(import.meta.dirname, '../../../../content/rules/adaptive-citizens-v2.yaml');

/** The rules a fresh install starts with, so that tests hold for what people really meet. */
export const shippedRules: RuleSet = v.parse(RuleSet, parse(readFileSync(FILE, 'utf8')));

const range = { atMinItems: { min: 1, max: 2 }, atMaxItems: { min: 5, max: 6 } };

/** Rules with a falling confidence and round numbers, for tests of the arithmetic. */
export const exampleRules: RuleSet = {
  ...shippedRules,
  confidence: { atMinItems: 0.95, atMaxItems: 0.8 },
  minItems: 8,
  maxItems: 32,
  selection: {
    criterion: 'information',
    rampItems: 12,
    rampPower: 2,
    top: 1,
    reserve: { share: 0, until: 0 },
  },
  exposureCap: 0.195,
  domainFloor: undefined,
  pretestItems: 0,
  blueprint: {
    competenceAtMost: 2,
    domains: { '1': range, '2': range, '3': range, '4': range, '5': range, '6': range },
  },
};

/** Items spread over six domains of four competences each, with three-parameter values. */
export function bankItems(count: number): fc.Arbitrary<BankItem[]> {
  const parameters = fc.record({
    discrimination: fc.double({ min: 0.5, max: 2.5, noNaN: true }),
    difficulty: fc.double({ min: -3, max: 3, noNaN: true }),
    guessing: fc.double({ min: 0, max: 0.35, noNaN: true }),
  });
  return fc.array(parameters, { minLength: count, maxLength: count }).map((list) =>
    list.map((item, index) => {
      const competence = `${(index % 6) + 1}.${(Math.floor(index / 6) % 4) + 1}`;
      return { ...item, competence, id: `${competence}-${String(index).padStart(3, '0')}` };
    }),
  );
}

type ItemOf<T extends Item['type']> = Extract<Item, { type: T }>;

const common = { tier: 1, difficulty: -0.5, discrimination: 1, guessing: 0, why: 'Vì sao lại thế.' } as const;

export const single: ItemOf<'single'> = {
  ...common,
  id: '4.2-01',
  type: 'single',
  ask: 'Một người xưng là công an bảo bác chuyển tiền. Bác làm gì?',
  options: [
    { id: 'a', text: 'Chuyển ngay cho xong', right: false },
    { id: 'b', text: 'Cúp máy và hỏi công an xã', right: true },
    { id: 'c', text: 'Cho họ xem số dư', right: false },
  ],
};

export const multiple: ItemOf<'multiple'> = {
  ...common,
  id: '4.2-02',
  type: 'multiple',
  ask: 'Mật khẩu nào khó đoán?',
  options: [
    { id: 'a', text: 'Một câu dài chỉ mình biết', right: true },
    { id: 'b', text: 'Ngày sinh', right: false },
    { id: 'c', text: 'Bốn từ ghép ngẫu nhiên', right: true },
    { id: 'd', text: 'Tên cháu', right: false },
  ],
};

export const order: ItemOf<'order'> = {
  ...common,
  id: '1.1-03',
  type: 'order',
  ask: 'Chạm lần lượt các bước theo đúng thứ tự.',
  sequence: [
    { id: 'a', text: 'Mở trình duyệt' },
    { id: 'b', text: 'Gõ điều cần tìm' },
    { id: 'c', text: 'Chọn trang đáng tin' },
  ],
};

export const match: ItemOf<'match'> = {
  ...common,
  id: '2.1-04',
  type: 'match',
  ask: 'Ghép mỗi việc với cách làm hợp lý.',
  pairs: [
    { id: 'a', left: 'Gửi ảnh cho con', right: 'Tin nhắn' },
    { id: 'b', left: 'Gửi đơn cho xã', right: 'Cổng dịch vụ công' },
    { id: 'c', left: 'Gọi xe cấp cứu', right: 'Điện thoại' },
  ],
};

export const spot: ItemOf<'spot'> = {
  ...common,
  id: '4.1-05',
  type: 'spot',
  ask: 'Chạm vào những chỗ đáng ngờ trong tin nhắn này.',
  message: {
    channel: 'sms',
    from: 'SO LA',
    parts: [
      {
        id: 'a',
        text: 'Tài khoản của bạn sẽ bị khoá sau 2 giờ.',
        trap: true,
        note: 'Giục gấp để mình không kịp nghĩ.',
      },
      {
        id: 'b',
        text: 'Bấm vào đường dẫn lạ này.',
        trap: true,
        note: 'Nơi thật không gửi đường dẫn như thế.',
      },
      { id: 'c', text: 'Trân trọng.', trap: false },
    ],
  },
};

/** One item of each type. */
export const everyType: readonly Item[] = [single, multiple, order, match, spot];
