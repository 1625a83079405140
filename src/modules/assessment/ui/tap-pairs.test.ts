import { describe, expect, it } from 'vitest';
import { partnerOf, tapPair, type Pairing, type Spot } from './tap-pairs.ts';

const left = (id: string): Spot => ({ side: 'left', id });
const right = (id: string): Spot => ({ side: 'right', id });
const tap = (...spots: Spot[]) =>
  spots.reduce<Pairing>((pairing, spot) => tapPair(pairing, spot), { pairs: {}, waiting: null });

describe('tapping pairs', () => {
  it('makes a pair of two taps, whichever side comes first', () => {
    expect(tap(left('1'), right('3'))).toEqual({ pairs: { 1: '3' }, waiting: null });
    expect(tap(right('3'), left('1'))).toEqual({ pairs: { 1: '3' }, waiting: null });
  });

  it('changes its mind on a second tap on the same side', () => {
    expect(tap(left('1'), left('2'), right('3')).pairs).toEqual({ 2: '3' });
  });

  it('takes back what is tapped again', () => {
    expect(tap(left('1'), left('1'))).toEqual({ pairs: {}, waiting: null });
    expect(tap(left('1'), right('3'), right('3'))).toEqual({ pairs: {}, waiting: null });
    expect(tap(left('1'), right('3'), left('1'))).toEqual({ pairs: {}, waiting: null });
  });

  it('takes both from their earlier partners', () => {
    const { pairs } = tap(left('1'), right('1'), left('2'), right('2'), left('3'), right('1'));
    expect(pairs).toEqual({ 2: '2', 3: '1' });
    expect(partnerOf(pairs, right('2'))).toBe('2');
    expect(partnerOf(pairs, left('1'))).toBeUndefined();
  });
});
