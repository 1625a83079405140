import type { ReadTarget } from './targets.ts';
import { foldSame } from './text.ts';

const BY_GROUP: Readonly<Record<string, string>> = {
  officials: 'officials-confirmed',
  'students-secondary': 'students-confirmed',
  'students-primary': 'students-confirmed',
  adults: 'adults-confirmed',
  workers: 'workers-confirmed',
};
const SKILLS =
  /ky nang so|ky nang|tri thuc|hieu biet|kien thuc|chuyen doi so|xac nhan|pho cap|k. n.{1,2}ng s/;

/**
 * The indicator of `content/indicators` that a target seems to be about, by its words; null where none fits. A proposal: people
 * decide.
 */
export function indicatorOf(target: Pick<ReadTarget, 'group' | 'measure' | 'wording'>): string | null {
  if (target.measure === 'each') return null;
  const folded = foldSame(target.wording.text);
  if (/vneid/.test(folded) && target.group?.startsWith('adults')) return 'adults-confirmed-vneid';
  if (/dien thoai thong minh/.test(folded) && !/su dung/.test(folded)) return 'smartphone-adults';
  if (/thanh toan (?:dien tu|khong dung tien mat)/.test(folded) && target.group === 'adults-urban')
    return 'epayment-urban-adults';
  return target.group && SKILLS.test(folded) ? (BY_GROUP[target.group] ?? null) : null;
}
