import { expect, test } from 'vitest';
import { readRelease } from './boot.ts';

test('what is shipped has no fault, not even one that takes long to find, such as a word with a plainer one', () => {
  expect(() => readRelease(undefined, true)).not.toThrow();
});
