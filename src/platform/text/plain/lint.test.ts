import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { parse } from 'yaml';
import type { PlainRule } from './fault.ts';
import { LABELLED } from './labelled.ts';
import { Lexicon } from './lexicon.ts';
import { lintPlain, type Passage } from './lint.ts';

const file = join(import.meta.dirname, '../../../../content/plain/terms.yaml');
const lexicon = v.parse(Lexicon, parse(readFileSync(file, 'utf8')));
const passage = (text: string, role: Passage['role'] = 'step', group = 'a'): Passage => ({
  at: ['x'],
  text,
  role,
  group,
});
const lint = (texts: readonly Passage[] | string, tier = 1) =>
  lintPlain(typeof texts === 'string' ? [passage(texts)] : texts, lexicon, tier);
const rules = Object.keys(LABELLED) as PlainRule[];

describe('against sentences that a person judged', () => {
  const judged = rules.flatMap((rule) =>
    LABELLED[rule].map(([text, bad]) => {
      const isFound = lint(text).some((fault) => fault.rule === rule);
      return { rule, text, bad, isFound };
    }),
  );
  const count = (of: typeof judged) => ({
    hits: of.filter((one) => one.bad && one.isFound).length,
    missed: of.filter((one) => one.bad && !one.isFound).length,
    false: of.filter((one) => !one.bad && one.isFound).length,
  });
  const wrong = (of: typeof judged) =>
    of
      .filter((one) => one.bad !== one.isFound)
      .map((one) => `${one.bad ? 'missed' : 'false'} ${one.rule}: ${one.text}`)
      .join('\n');

  test('there are at least eighty, and every rule has good and bad ones', () => {
    expect(judged.length).toBeGreaterThanOrEqual(80);
    for (const rule of rules) expect(new Set(LABELLED[rule].map(([, bad]) => bad)).size, rule).toBe(2);
  });

  test.each([...rules, 'all'])(
    '%s: at least nine of ten that it names are faults, and it names nine of ten',
    (rule) => {
      const of = rule === 'all' ? judged : judged.filter((one) => one.rule === rule);
      const { hits, missed, false: falsely } = count(of);
      expect(hits / (hits + falsely), `precision\n${wrong(of)}`).toBeGreaterThanOrEqual(
        rule === 'all' ? 0.9 : 0.8,
      );
      expect(hits / (hits + missed), `recall\n${wrong(of)}`).toBeGreaterThanOrEqual(
        rule === 'all' ? 0.9 : 0.8,
      );
    },
  );
});

describe('a hard word', () => {
  test('is named once, where it stands first, with the everyday word', () => {
    const faults = lint([passage('Bác mở link này.'), passage('Link ấy lạ.')]);
    expect(faults).toMatchObject([{ rule: 'hard-word', severity: 'error', found: 'link', from: 7, to: 11 }]);
    expect(faults[0]!.suggestion).toMatch('đường dẫn');
  });

  test('may be explained in the same step, not in a later one', () => {
    const explained = passage('Trình duyệt là ứng dụng để mở trang mạng.');
    const used = passage('Bác mở trình duyệt.');
    expect(lint([used, explained])).toEqual([]);
    expect(lint([used, { ...explained, group: 'b' }])).toMatchObject([{ found: 'trình duyệt' }]);
    expect(lint([explained, { ...used, group: 'b' }])).toEqual([]);
    expect(lint([used, passage('Đó là ứng dụng để mở trang mạng.')])).toEqual([]);
  });

  test('of a longer one is not named again', () => {
    expect(lint('Bác bật xác thực hai lớp.').map(({ found }) => found)).toEqual(['xác thực hai lớp']);
  });

  test('is no fault for those who know it', () => {
    expect(lint('Anh chị mở trình duyệt.', 4)).toEqual([]);
    expect(lint('Anh chị gửi link.', 4)).toMatchObject([{ found: 'link' }]);
  });
});

test('places are those of the text, also behind quotes and addresses', () => {
  const text = 'Bác gõ “abc” vào dichvucong.gov.vn rồi download tệp.';
  const [fault] = lint([passage(text, 'prose')]);
  expect(fault).toMatchObject({ rule: 'hard-word', found: 'download' });
  expect(text.slice(fault!.from, fault!.to)).toBe('download');
});

test('the list holds at least 150 terms, each with what to say instead', () => {
  expect(lexicon.terms.length).toBeGreaterThanOrEqual(150);
  for (const { term, say } of [...lexicon.terms, ...lexicon.abbreviations]) expect(say, term).not.toBe('');
});
