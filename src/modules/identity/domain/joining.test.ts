import { expect, test } from 'vitest';
import { faultOf, keptOf, type JoinSide } from './joining.ts';

const side = (personId: string, more: Partial<JoinSide> = {}): JoinSide => ({
  personId,
  kind: 'resident',
  since: new Date('2026-03-01'),
  hasNumber: false,
  birthDate: null,
  gone: false,
  ...more,
});

test('what cannot be one person is told apart, and nobody talks two identity numbers away', () => {
  const one = side('one', { hasNumber: true, birthDate: '1958-11-02' });
  expect(faultOf(one, side('two'), 'herself')).toBeUndefined();
  expect(faultOf(one, one, 'herself')).toBe('join-same');
  expect(faultOf(one, side('two', { gone: true }), 'herself')).toBe('join-gone');
  expect(faultOf(one, side('two', { kind: 'staff' }), 'officers')).toBe('join-staff');
  expect(faultOf(one, side('two', { hasNumber: true }), 'officers')).toBe('join-different-people');
  const twin = side('two', { birthDate: '1985-11-02' });
  expect(faultOf(one, twin, 'herself')).toBe('join-different-people');
  expect(faultOf(one, twin, 'officers')).toBeUndefined();
});

test('the account that can be proven best stays, whichever of them is in use', () => {
  const numbered = side('numbered', { hasNumber: true });
  const older = side('older', { since: new Date('2025-01-01') });
  const card = side('card', { kind: 'anonymous', since: new Date('2024-01-01') });
  expect(keptOf(older, numbered)).toBe(numbered);
  expect(keptOf(numbered, older)).toBe(numbered);
  expect(keptOf(side('newer'), older)).toBe(older);
  expect(keptOf(card, older)).toBe(older);
  expect(keptOf(card, side('phone', { kind: 'anonymous' }))).toBe(card);
});
