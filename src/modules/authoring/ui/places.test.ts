import { expect, test } from 'vitest';
import { freeId, moved, notesAt } from './places.ts';

test('notes stand at their place, errors before what somebody should judge', () => {
  const faults = [
    { at: 'steps.0.say.1', what: 'dài', severity: 'error' },
    { at: 'steps.0.say.1', what: 'khó', severity: 'warn' },
    { at: 'steps.0.say.10', what: 'khác', severity: 'error' },
  ] as const;
  expect(notesAt(faults, 'steps.0.say.1')).toEqual({ error: 'dài', warnings: ['khó'] });
  expect(notesAt(faults, 'steps.0.say.1', true)).toEqual({ error: 'dài', warnings: ['khó'] });
  expect(notesAt(faults, 'steps.0', true).error).toBe('dài khác');
});

test('a new step never takes an id that is there, and a step moves by one place', () => {
  expect(freeId('doc', ['doc-1', 'doc-3'])).toBe('doc-4');
  expect(freeId('doc', ['doc-1', 'doc-4', 'doc-2'])).toBe('doc-5');
  expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
});
