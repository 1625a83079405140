import { createHmac, timingSafeEqual } from 'node:crypto';
import { deriveKey } from '#platform/crypto/seal.ts';
import type { Language, Services } from '#platform/http/context.ts';

/** Longer than anybody sits at one course; then the page asks for a new address. */
export const VIEWING_MS = 8 * 60 * 60_000;

/** What an address of the player stands for. */
export interface Viewing {
  readonly package: string;
  /** The origin of the page around the player: the only one that may frame it and hears what it tells. */
  readonly parent: string;
  readonly language: Language;
  /** Milliseconds since 1970. */
  readonly ends: number;
}
type Told = Pick<Services, 'master' | 'now'>;

/** An address that nobody can guess or change, good for one package and some hours. It says nothing of who watches. */
export function signViewing({ master }: Told, viewing: Viewing, nonce: string): string {
  const body = Buffer.from(
    JSON.stringify([viewing.package, viewing.parent, viewing.language, viewing.ends, nonce]),
  );
  const text = body.toString('base64url');
  return `${text}.${seal(master, text).toString('base64url')}`;
}

/** @returns undefined for an address that was not made here or has ended */
export function readViewing({ master, now }: Told, token: string): Viewing | undefined {
  const [text = '', given = ''] = token.split('.');
  const wanted = seal(master, text);
  const found = Buffer.from(given, 'base64url');
  if (found.length !== wanted.length || !timingSafeEqual(found, wanted)) return undefined;
  const [id, parent, language, ends] = JSON.parse(Buffer.from(text, 'base64url').toString()) as [
    string,
    string,
    Language,
    number,
  ];
  return ends > now().getTime() ? { package: id, parent, language, ends } : undefined;
}

const seal = (master: Buffer, text: string): Buffer =>
  createHmac('sha256', deriveKey(master, 'packages-viewing')).update(text).digest();
