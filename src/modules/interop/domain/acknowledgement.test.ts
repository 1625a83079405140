import { expect, test } from 'vitest';
import { readAnswers } from './acknowledgement.ts';

test('an answer is read in either language and with either sign, with its reason', () => {
  const text = '\ufeffrow;state;reason\r\n1;accepted\n"2","từ chối","Sai họ tên, thiếu dấu"\n3\tĐã nhận\n\n';
  expect(readAnswers(text)).toEqual({
    answers: [
      { line: 1, state: 'accepted', reason: '' },
      { line: 2, state: 'refused', reason: 'Sai họ tên, thiếu dấu' },
      { line: 3, state: 'accepted', reason: '' },
    ],
    faults: [],
  });
});

test('what cannot be read is named with its line, not guessed', () => {
  const { answers, faults } = readAnswers(
    `1;accepted\n1;refused;x\n2;perhaps\n3;refused\n0;accepted\n-4;accepted\n5;accepted;but\n6;refused;${'x'.repeat(301)}`,
  );
  expect(answers.map(({ line }) => line)).toEqual([1]);
  expect(faults.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6, 7, 8]);
});
