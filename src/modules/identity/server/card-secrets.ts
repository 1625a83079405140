import { timingSafeEqual } from 'node:crypto';
import { deriveKey, lookup, type Key } from '#platform/crypto/seal.ts';
import { PICTURES, type PictureName } from '../domain/pictures.ts';

const keyOf = (master: Key): Key => deriveKey(master, 'identity/cards');
const draw = (master: Key, what: string, card: string): bigint =>
  BigInt(`0x${lookup(keyOf(master), `${what}:${card}`)}`);

/** The last part of the address on a card: 128 bits, hex. */
export const cardToken = (master: Key, card: string): string =>
  lookup(keyOf(master), `token:${card}`).slice(0, 32);

/** The number on a card: ten digits. */
export const cardNumber = (master: Key, card: string): string =>
  String(draw(master, 'number', card) % 10_000_000_000n).padStart(10, '0');

/** Three different pictures in order: one of 12 · 11 · 10 = 1,320 ways. */
export function cardPictures(master: Key, card: string): PictureName[] {
  let drawn = draw(master, 'pictures', card);
  const left = [...PICTURES];
  return Array.from({ length: 3 }, () => {
    const at = Number(drawn % BigInt(left.length));
    drawn /= BigInt(left.length);
    return left.splice(at, 1)[0]!;
  });
}

/** How a card is found by its token or its number, however the number is spaced. */
export const finderHash = (master: Key, given: string): string =>
  lookup(keyOf(master), `finder:${given.toLowerCase().replaceAll(/[^0-9a-f]/g, '')}`);

export const picturesHash = (master: Key, card: string, pictures: readonly string[]): string =>
  lookup(keyOf(master), `answer:${card}:${pictures.join(',')}`);

export const isSame = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
