import { hash, verify } from '@node-rs/argon2';
import { fold } from '#platform/text/fold.ts';
import { refuse } from '../domain/refusals.ts';

/** Argon2id with 19 MiB, two passes, one lane: OWASP Password Storage Cheat Sheet, 2025. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const LEAST = 12;

/** The same letters typed composed (NFC) or apart (NFD) are the same password (NIST SP 800-63B-4). */
const form = (password: string): string => password.normalize('NFC');

export const hashPassword = (password: string): Promise<string> => hash(form(password), COST);

/** Stands in for the hash of an unknown name, so that its answer takes as long as a wrong password's. */
let nobody: Promise<string> | undefined;

export async function isPassword(kept: string | null | undefined, typed: string): Promise<boolean> {
  const against = kept ?? (await (nobody ??= hashPassword(crypto.randomUUID())));
  return (await verify(against, form(typed))) && typeof kept === 'string';
}

const COMMON = [
  'matkhau',
  'password',
  'binhdanhocvuso',
  '1234567890',
  'qwertyuiop',
  'abcdefghij',
  '0123456789',
];

/** @throws Refusal identity/weak-password: short, of few different letters, made of the name, or of common ones */
export function refuseWeak(password: string, login: string): void {
  const folded = fold(password).replaceAll(' ', '');
  const plain = COMMON.reduce(
    (rest, word) => rest.replaceAll(word, ''),
    folded.replaceAll(fold(login).replaceAll(' ', ''), ''),
  );
  if ([...form(password)].length < LEAST || new Set(password).size < 6 || plain.length < 6)
    refuse('weak-password');
}
