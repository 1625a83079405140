import { expect, test } from 'vitest';
import { endOf, hasEnded, isRenewable, takesPlaceOf } from './renewal.ts';

test('ends on the same day months later, or on the last one of a shorter month', () => {
  expect(endOf('2026-11-21', 24)).toBe('2028-11-21');
  expect(endOf('2026-08-31', 6)).toBe('2027-02-28');
  expect(endOf('2027-11-30', 3)).toBe('2028-02-29');
  expect(hasEnded('2028-11-21', '2028-11-21')).toBe(false);
  expect(hasEnded('2028-11-21', '2028-11-22')).toBe(true);
  expect(hasEnded(null, '2099-01-01')).toBe(false);
});

test('is renewed in its last months and afterwards, and never when it has no end', () => {
  expect(isRenewable('2028-11-21', 3, '2028-08-20')).toBe(false);
  expect(isRenewable('2028-11-21', 3, '2028-08-21')).toBe(true);
  expect(isRenewable('2028-11-21', 3, '2029-01-01')).toBe(true);
  expect(isRenewable(null, 3, '2029-01-01')).toBe(false);
});

test('nothing weaker takes the place of what still holds', () => {
  const alone = { evidence: 'unsupervised', level: 2 } as const;
  const watched = { evidence: 'supervised', level: 2 } as const;
  const higher = { evidence: 'unsupervised', level: 3 } as const;
  expect(takesPlaceOf(watched, { ...alone, ended: false })).toBe(true);
  expect(takesPlaceOf(higher, { ...alone, ended: false })).toBe(true);
  expect(takesPlaceOf(alone, { ...watched, ended: false })).toBe(false);
  expect(takesPlaceOf(higher, { ...watched, ended: false })).toBe(false);
  expect(takesPlaceOf(alone, { ...watched, ended: true })).toBe(true);
  const seen = { domain: '4', level: 'witnessed', help: 0 } as const;
  const helped = { domain: '4', level: 'alone', help: 1 } as const;
  expect(takesPlaceOf({ ...alone, practice: [seen] }, { ...alone, practice: [helped], ended: false })).toBe(
    true,
  );
  expect(takesPlaceOf({ ...alone, practice: [helped] }, { ...alone, practice: [seen], ended: false })).toBe(
    false,
  );
  expect(takesPlaceOf(watched, { ...alone, practice: [seen], ended: false })).toBe(false);
});
