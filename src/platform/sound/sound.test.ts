import { describe, expect, test } from 'vitest';
import { sumOf } from './ogg.ts';
import { SOUND_KINDS } from './kinds.ts';
import { readSound } from './sound.ts';
import { soundOf } from './sound.testing.ts';

const holds = (bytes: Uint8Array, words: string) => Buffer.from(bytes).includes(words);

describe('a recording', () => {
  test.each(SOUND_KINDS)('%s is told by its bytes, with how long it lasts', (kind) => {
    const sound = readSound(soundOf(kind, 2.4));
    expect(sound?.kind).toBe(kind);
    expect(sound?.seconds).toBeCloseTo(2.4, 1);
  });

  test.each(SOUND_KINDS)(
    '%s keeps nothing of what its maker wrote into it, and stays a recording',
    (kind) => {
      const given = soundOf(kind, 1.2, 'Nha bac Lan, 21.02 105.85');
      expect(holds(given, 'Nha bac Lan')).toBe(true);
      const { clean } = readSound(given)!;
      expect(holds(clean, 'Nha bac Lan')).toBe(false);
      expect(readSound(clean)?.seconds).toBeCloseTo(1.2, 1);
    },
  );

  test.each(SOUND_KINDS)('%s that was cut off or bent anywhere never breaks the reader', (kind) => {
    const whole = soundOf(kind, 1);
    for (let end = 0; end < Math.min(whole.length, 400); end++) {
      const bent = whole.slice();
      bent[end] = (bent[end]! ^ 0xff) & 0xff;
      expect(() => [readSound(whole.subarray(0, end)), readSound(bent)]).not.toThrow();
    }
  });

  test.each([
    ['text', 'xin chào'],
    ['a page', '<!doctype html><script>1</script>'],
    ['a picture', '\x89PNG\r\n\x1a\n'],
    ['nothing', ''],
  ])('%s is none', (_, text) => expect(readSound(Buffer.from(text, 'latin1'))).toBeUndefined());

  test('of an Ogg page the checksum is that of RFC 3533', () => {
    // The check value of CRC-32/CKSUM (reveng catalogue) is 0x765e7680; it is this sum with all its bits turned over.
    expect(sumOf(Buffer.from('123456789')).toString(16)).toBe('89a1897f');
  });
});
