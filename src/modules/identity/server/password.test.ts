import type * as Argon2 from '@node-rs/argon2';
import { expect, test, vi } from 'vitest';
import { hashPassword, isPassword } from './password.ts';

const verified = vi.hoisted(() => [] as string[]);
vi.mock('@node-rs/argon2', async (original) => {
  const real = await original<typeof Argon2>();
  return {
    ...real,
    verify: (kept: string, typed: string) => {
      verified.push(kept);
      return real.verify(kept, typed);
    },
  };
});

test('a name that nobody has costs the same hash as a wrong password', async () => {
  const kept = await hashPassword('chuồn chuồn tre');
  for (const against of [kept, undefined, null]) expect(await isPassword(against, 'sai rồi')).toBe(false);
  expect(verified).toHaveLength(3);
  const costs = verified.map((hash) => hash.split('$').slice(0, 4).join('$'));
  expect(new Set(costs)).toEqual(new Set(['$argon2id$v=19$m=19456,t=2,p=1']));
});

test('composed and decomposed letters are the same password', async () => {
  const kept = await hashPassword('chuồn chuồn tre'.normalize('NFD'));
  expect(await isPassword(kept, 'chuồn chuồn tre'.normalize('NFC'))).toBe(true);
});
