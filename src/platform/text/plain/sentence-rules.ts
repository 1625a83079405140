import type { Finding, Passage } from './fault.ts';
import { maskQuoted } from './mask.ts';

/** Syllables; more is too much to hear at once. */
export const MOST_WORDS = 20;
const FAR_TOO_MANY = 25;

/** The sentences of a text with where each begins. */
export function placedSentences(text: string): { readonly from: number; readonly text: string }[] {
  const found: { from: number; text: string }[] = [];
  for (const match of text.matchAll(/\S(?:[^\n]*?[.?!…]["”’)]?(?=\s|$)|[^\n]*)/gu))
    found.push({ from: match.index, text: match[0].trim() });
  return found;
}

export function longSentences({ text, role }: Passage): Finding[] {
  return placedSentences(text).flatMap(({ from, text: sentence }) => {
    const words = sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
    if (words <= MOST_WORDS) return [];
    return [
      {
        rule: 'long-sentence',
        severity: role === 'step' || words > FAR_TOO_MANY ? 'error' : 'warn',
        from,
        to: from + sentence.length,
        found: sentence,
        suggestion: `Câu có ${words} tiếng. Tách ra, mỗi câu không quá ${MOST_WORDS} tiếng.`,
      },
    ];
  });
}

/** What a finger does on a phone. `thả`, `chờ`, `xem` are no steps of their own. */
const ACTION =
  'chạm|bấm|nhấn|ấn|gõ|nhập|chọn|mở|kéo|vuốt|quét|tải|cài|đóng|tắt|bật|lưu|xoá|xóa|dán|cắm|rút|điền|gửi|chụp|thoát|gọi|nhắn|đăng|vào|đánh dấu|sao chép|in|ký|nộp|trả|chuyển';
/** What may stand before it: the one spoken to, and small words. */
const BEFORE =
  '(?:(?:rồi|xong|sau đó|tiếp theo|đầu tiên|cuối cùng)\\s+)?(?:(?:bác|anh chị|em|bạn|mình|cô|chú|ông|bà|các em)\\s+)?(?:(?:hãy|cứ|nhớ|nên|lại|mới|chỉ cần|tiếp tục)\\s+)*';
const DOES = new RegExp(`^${BEFORE}(?!mở đầu|trả lời|gọi là)(?:${ACTION})(?![\\p{L}\\p{M}])`, 'iu');
/** Where one thing done ends and the next begins. */
const JOINS =
  /\s*(?:[,;]\s*(?:rồi|và|sau đó|tiếp theo|xong|cuối cùng|thì)?|\s(?:rồi|và|sau đó|tiếp theo|xong)(?=\s)(?:\s+(?:sau đó|tiếp tục))?)\s*/iu;
/** One or the other, or neither: a choice of actions is no row of them. */
const INSTEAD = /(?:^|\s)(?:hoặc|hay|đừng|không|khỏi|chưa|chẳng|cho ai|cái gì|làm gì)(?:\s|$)/iu;

/** Whether a sentence asks for something that a finger does. */
export const asksForAction = (sentence: string): boolean =>
  maskQuoted(sentence)
    .split(JOINS)
    .some((clause) => DOES.test(clause.trim().replace(/^.*\s(?:thì|là)\s+(?=\S)/iu, '')));

/**
 * Sentences that ask for two things or more in a row: somebody who looks up after the first has lost the second. Counts
 * clauses that begin with something a finger does; a clause that forbids, or offers another way, is not counted.
 */
export function severalActions({ text, role }: Passage): Finding[] {
  if (role !== 'step') return [];
  return placedSentences(text).flatMap(({ from, text: sentence }) => {
    if (sentence.endsWith('?')) return [];
    const clauses = maskQuoted(sentence).split(JOINS);
    const done = clauses.filter((clause, place) => {
      // `X thì chọn …, Y thì chọn …`: one or the other.
      if (place > 0 && / thì /iu.test(clause) && / thì /iu.test(clauses[place - 1]!)) return false;
      const deed = clause.trim().replace(/^.*\s(?:thì|là)\s+(?=\S)/iu, '');
      return DOES.test(deed) && !INSTEAD.test(clause);
    });
    if (done.length < 2) return [];
    return [
      {
        rule: 'several-actions',
        severity: 'warn',
        from,
        to: from + sentence.length,
        found: sentence,
        suggestion: `Câu bảo làm ${done.length} việc. Tách ra, mỗi câu một việc.`,
      },
    ];
  });
}

const DOUBLE_NEGATION = [
  /(?<![\p{L}\p{M}])không\s+(?:thể|phải(?:\s+là)?|được|nên|ai|có ai|có gì|gì|lúc nào|bao giờ|nơi nào|đâu)\s+(?:là\s+|mà\s+)?(?:không|chẳng|chưa)(?![\p{L}\p{M}])/giu,
  /(?<![\p{L}\p{M}])(?:chẳng|chả)\s+(?:ai|gì|phải(?:\s+là)?|thể|bao giờ|mấy ai)\s+(?:là\s+|mà\s+)?(?:không|chẳng|chưa)(?![\p{L}\p{M}])/giu,
  /(?<![\p{L}\p{M}])(?:đừng|chớ)\s+(?:có\s+|bao giờ\s+)?không(?![\p{L}\p{M}])/giu,
  /(?<![\p{L}\p{M}])không\s+khỏi(?![\p{L}\p{M}])/giu,
  /(?<![\p{L}\p{M}])chưa\s+(?:hẳn|chắc|từng)\s+(?:là\s+|đã\s+)?không(?![\p{L}\p{M}])/giu,
  /(?<![\p{L}\p{M}])không\s+(?:cấm|từ chối|phủ nhận)\s+(?:việc\s+)?không(?![\p{L}\p{M}])/giu,
];

/** Not … not: turned round in the head before it is understood. A row of things not to do is none. */
export function doubleNegation({ text }: Passage): Finding[] {
  const masked = maskQuoted(text);
  return DOUBLE_NEGATION.flatMap((what) =>
    [...masked.matchAll(what)]
      // At the end of a question, `không` asks.
      .filter((match) => !/^\s*\?/.test(text.slice(match.index + match[0].length)))
      .map((match) => ({
        rule: 'double-negation' as const,
        severity: 'warn' as const,
        from: match.index,
        to: match.index + match[0].length,
        found: text.slice(match.index, match.index + match[0].length),
        suggestion: 'Hai lần phủ định. Nói thẳng điều cần làm hoặc điều đúng.',
      })),
  );
}

/** What is done to somebody, after `bị` or `được`. */
const DONE =
  'cấp|gửi|duyệt|phê duyệt|xử lý|giao|lưu|chuyển|khoá|khóa|mời|xét|hướng dẫn|thông báo|yêu cầu|kiểm tra|xác nhận|tiếp nhận|thực hiện|công bố|chặn|lừa|đánh cắp|lấy|xoá|xóa|sửa|ghi|ghi nhận|cài|cài đặt|hiển thị|kích hoạt|cập nhật|mở|đóng|in|quét|gọi|trả|đặt|tạo|tính|chọn|đưa|từ chối|phạt|theo dõi|bảo vệ|mã hoá|sử dụng|đăng|chia sẻ';
const PASSIVE = new RegExp(`(?<![\\p{L}\\p{M}])(?:bị|được)\\s+(?:${DONE})(?![\\p{L}\\p{M}])`, 'giu');
const BY = /(?<![\p{L}\p{M}])(?:bị|được)\s[^.?!,;]{0,60}?\sbởi(?![\p{L}\p{M}])/giu;

/** Twice `bị` or `được` in one sentence, or once with `bởi`: nobody sees who does what. */
export function passive({ text }: Passage): Finding[] {
  return placedSentences(text).flatMap(({ from, text: sentence }) => {
    const masked = maskQuoted(sentence);
    if ((masked.match(PASSIVE)?.length ?? 0) < 2 && !BY.test(masked)) return [];
    BY.lastIndex = 0;
    return [
      {
        rule: 'passive',
        severity: 'warn',
        from,
        to: from + sentence.length,
        found: sentence,
        suggestion: 'Nói rõ ai làm gì, bớt “bị”, “được”, “bởi”.',
      },
    ];
  });
}
