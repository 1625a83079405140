import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { deriveKey, open, seal } from './seal.ts';

const key = deriveKey(randomBytes(32), 'test');

test('opens with the same key and binding', () => {
  expect(open(key, seal(key, 'Nguyễn Thị Lan', 'person-1'), 'person-1').toString()).toBe('Nguyễn Thị Lan');
});

test('refuses another binding, another key, and any changed byte', () => {
  const sealed = seal(key, 'x', 'person-1');
  expect(() => open(key, sealed, 'person-2')).toThrow();
  expect(() => open(deriveKey(randomBytes(32), 'test'), sealed, 'person-1')).toThrow();
  for (let index = 0; index < sealed.length; index++) {
    const changed = Buffer.from(sealed);
    changed[index]! ^= 1;
    expect(() => open(key, changed, 'person-1')).toThrow();
  }
});
