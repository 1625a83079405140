import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packBits, unpackBits } from './bitmask.ts';

describe('packed flags', () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1), { maxLength: 300 }), (flags) => {
        expect([...unpackBits(packBits(Uint8Array.from(flags)), flags.length)]).toEqual(flags);
      }),
    );
  });

  it('take one safe character for six flags', () => {
    expect(packBits(new Uint8Array(144).fill(1))).toBe('_'.repeat(24));
    expect(packBits(Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 1))).toBe('BC');
  });

  it('read as 0 where the text is short or strange', () => {
    expect([...unpackBits('', 3)]).toEqual([0, 0, 0]);
    expect([...unpackBits('?', 3)]).toEqual([0, 0, 0]);
  });
});
