import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasArrived, nextState, OPEN, reportActs, whoseTurn, type ReportState } from './report-state.ts';

const CLOSED = { closed: true, missing: false, exception: false };
const walk = (acts: readonly (typeof reportActs)[number][]) =>
  acts.reduce<ReportState>((state, act) => {
    const next = nextState(state, act);
    return next.ok ? next.state : state;
  }, 'draft');

test('clerk enters, leader sends, the unit above returns and accepts', () => {
  expect(walk(['save', 'enter', 'send'])).toBe('sent');
  expect(walk(['save', 'enter', 'send', 'return'])).toBe('returned');
  expect(walk(['save', 'enter', 'send', 'return', 'save', 'enter', 'send', 'accept'])).toBe('accepted');
});

test('a draft is not sent, and what was changed after entering is entered anew', () => {
  expect(nextState('draft', 'send')).toEqual({ ok: false, fault: 'not-entered' });
  expect(nextState('returned', 'send')).toEqual({ ok: false, fault: 'not-entered' });
  expect(nextState('entered', 'save')).toEqual({ ok: true, state: 'draft' });
});

test('the leader gives it back before it is sent', () => {
  expect(nextState('entered', 'return')).toEqual({ ok: true, state: 'returned' });
  expect(nextState('draft', 'return')).toEqual({ ok: false, fault: 'not-sent' });
});

test('what was sent is not changed until it comes back', () => {
  for (const act of ['save', 'enter', 'send'] as const)
    for (const state of ['sent', 'accepted'] as const)
      expect(nextState(state, act)).toEqual({ ok: false, fault: 'sent-already' });
});

test('a closed period is changed by nobody without an exception', () => {
  for (const act of ['save', 'enter', 'send', 'return'] as const)
    expect(nextState(act === 'return' ? 'sent' : 'returned', act, CLOSED)).toEqual({
      ok: false,
      fault: 'period-closed',
    });
  expect(nextState('returned', 'save', { ...CLOSED, exception: true })).toEqual({
    ok: true,
    state: 'returned',
  });
});

test('who was missing at the close may still send', () => {
  expect(nextState('entered', 'send', { ...CLOSED, missing: true })).toEqual({ ok: true, state: 'sent' });
});

test('whatever people do, nothing arrives that was not entered first', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...reportActs), { maxLength: 20 }), (acts) => {
      if (hasArrived(walk(acts))) expect(acts.indexOf('enter')).toBeGreaterThanOrEqual(0);
      expect(nextState(walk(acts), 'accept', OPEN).ok).toBe(walk(acts) === 'sent');
    }),
  );
});

test('somebody has to do something until it is accepted', () => {
  expect((['draft', 'entered', 'sent', 'returned', 'accepted'] as const).map(whoseTurn)).toEqual([
    'clerk',
    'leader',
    'above',
    'clerk',
    null,
  ]);
});
