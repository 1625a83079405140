import { describe, expect, it } from 'vitest';
import { readChoices, safePath } from './choices.ts';

describe('reading choices', () => {
  it('keeps real choices and drops everything else', () => {
    const given: Record<string, unknown> = { text: '3', theme: 'neon', speed: 1, lang: 'en' };
    expect(readChoices((name) => given[name])).toEqual({ text: '3', lang: 'en' });
  });
  it.each(['/', '/hoc/lua-dao', '/so-lieu?don-vi=1#bang'])('comes back to %s', (path) => {
    expect(safePath(path)).toBe(path);
  });
  it.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '',
    null,
    '/a\nb',
    '/\u0000',
    `/${'a'.repeat(600)}`,
  ])('never leads to %j', (path) => expect(safePath(path)).toBe('/'));
});
