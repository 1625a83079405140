import { ExtractError, LIMITS, type Extracted } from './extracted.ts';

/** @throws ExtractError not-utf8 where the bytes are no text */
export function readText(bytes: Uint8Array): Extracted {
  const label =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8';
  let text: string;
  try {
    text = new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    throw new ExtractError('not-utf8');
  }
  if (text.includes('\u0000')) throw new ExtractError('not-a-document');
  if (text.length > LIMITS.characters) throw new ExtractError('too-large');
  return { text: text.replaceAll('\r\n', '\n'), pages: null };
}
