import { describe, expect, it } from 'vitest';
import { checkRegister, type Move, stateOf } from './register.ts';

const move = (state: Move['state'], items: string, more: Partial<Move> = {}): Move => ({
  on: '2026-11-21',
  state,
  by: 'Nhóm biên soạn',
  items,
  ...more,
});
const ids = ['4.2-01', '4.2-02', '4.2-03'];
const faults = (...register: Move[]) => checkRegister('4.2', register, ids).map(({ what }) => what);

describe('the register of an item file', () => {
  it('tells the state by the last entry that names the item; what nobody moved is a draft', () => {
    const register = [move('review', '01-03'), move('trial', '01, 03'), move('live', '03')];
    expect(ids.map((id) => stateOf(id, register))).toEqual(['trial', 'review', 'live']);
    expect(stateOf('4.2-04', register)).toBe('draft');
  });

  it('lets an item go from draft over review and trial to live', () => {
    expect(faults(move('review', '01-03'), move('trial', '01-02'), move('live', '02'))).toEqual([]);
  });

  it('asks why a step is left out or an item is taken back', () => {
    expect(faults(move('review', '01'), move('live', '01'))).toEqual([
      'moves 4.2-01 from review to live: say why',
    ]);
    expect(faults(move('review', '01'), move('live', '01', { why: 'Chưa có ai để thử.' }))).toEqual([]);
  });

  it('never brings back what is retired, nor makes a draft live', () => {
    const retired = move('retired', '01', { why: 'Đã lộ đáp án.' });
    expect(faults(retired, move('live', '01', { why: 'x' }))).toEqual([
      'cannot move 4.2-01 from retired to live',
    ]);
    expect(faults(move('live', '01', { why: 'x' }))).toEqual(['cannot move 4.2-01 from draft to live']);
  });

  it('names items that are there, in the order of time', () => {
    expect(faults(move('review', '03-04'))).toEqual(['names 4.2-04, which is not there']);
    expect(faults(move('review', '01'), move('trial', '01', { on: '2026-11-20' }))).toEqual([
      'comes before the entry above it',
    ]);
  });
});
