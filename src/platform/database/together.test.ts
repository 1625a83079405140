import { expect, test } from 'vitest';
import { Together } from './together.ts';

/** Doubles numbers; each statement waits until it is let go. */
function doubling() {
  const statements: { asked: readonly number[]; go: (error?: Error) => void }[] = [];
  const together = new Together<number, number>(
    (asked) =>
      new Promise((done, fail) => {
        statements.push({ asked, go: (error) => (error ? fail(error) : done(asked.map((one) => one * 2))) });
      }),
    String,
  );
  return { statements, together };
}

const soon = () => new Promise((done) => setTimeout(done, 5));

test('one who asks alone waits for nobody', async () => {
  const { statements, together } = doubling();
  const answer = together.ask(4);
  await soon();
  expect(statements.map(({ asked }) => asked)).toEqual([[4]]);
  statements[0]!.go();
  expect(await answer).toBe(8);
});

test('those who ask at the same time share a statement, and each gets the own answer', async () => {
  const { statements, together } = doubling();
  const answers = Promise.all([1, 2, 3].map((one) => together.ask(one)));
  await soon();
  expect(statements.map(({ asked }) => asked)).toEqual([[1, 2, 3]]);
  statements[0]!.go();
  expect(await answers).toEqual([2, 4, 6]);
});

test('no more than two statements are under way; who comes meanwhile goes with the next', async () => {
  const { statements, together } = doubling();
  const answers: Promise<number>[] = [];
  for (const one of [1, 2, 3, 4]) {
    answers.push(together.ask(one));
    await soon();
  }
  expect(statements.map(({ asked }) => asked)).toEqual([[1], [2]]);
  statements[0]!.go();
  await soon();
  expect(statements.map(({ asked }) => asked)).toEqual([[1], [2], [3, 4]]);
  for (const { go } of statements) go();
  expect(await Promise.all(answers)).toEqual([2, 4, 6, 8]);
});

test('two questions of one key stand in two statements, in the order asked', async () => {
  const { statements, together } = doubling();
  const answers = Promise.all([7, 7, 5].map((one) => together.ask(one)));
  await soon();
  expect(statements.map(({ asked }) => asked)).toEqual([[7, 5], [7]]);
  for (const { go } of statements) go();
  expect(await answers).toEqual([14, 14, 10]);
});

test('a question that the database refuses harms no other', async () => {
  const together = new Together<number, number>(async (asked) => {
    if (asked.includes(13)) throw new Error('no such number');
    return asked.map((one) => one * 2);
  }, String);
  const answers = await Promise.allSettled([1, 13, 2].map((one) => together.ask(one)));
  expect(answers).toEqual([
    { status: 'fulfilled', value: 2 },
    { status: 'rejected', reason: new Error('no such number') },
    { status: 'fulfilled', value: 4 },
  ]);
});
