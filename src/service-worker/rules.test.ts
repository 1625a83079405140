import { describe, expect, it } from 'vitest';
import { filesOf, isLesson, kindOf, lessonAddress, lessonOf } from './rules.ts';

describe('what the service worker keeps', () => {
  it.each([
    ['/', 'pages'],
    ['/__data.json', 'pages'],
    ['/hoc', 'pages'],
    ['/hoc/lua-dao', 'pages'],
    ['/hoc/lua-dao/__data.json', 'pages'],
    ['/luyen-tap', 'pages'],
    ['/luyen-tap/chuyen-khoan-qr', 'pages'],
    ['/cai-dat', 'pages'],
    ['/content/ab12/pic.svg', 'content'],
    ['/_app/immutable/entry/start.x.js', 'files'],
    ['/api/learning/lessons', 'lessons'],
    ['/api/learning/packs', 'lessons'],
    ['/hoc/tai-ve', 'pages'],
    ['/api/learning/lessons/lua-dao', 'lessons'],
    ['/api/practice/scenes/chuyen-khoan-qr', 'lessons'],
  ])('%s as one of its %s', (path, kind) => expect(kindOf(path)).toBe(kind));

  it.each([
    '/cua-toi',
    '/cua-toi/__data.json',
    '/kiem-tra',
    '/kiem-tra/phien/1',
    '/ban-lam-viec/bao-cao',
    '/luyen-tap/lam-chung',
    '/api/learning/progress',
    '/api/practice/progress',
    '/api/practice/witness/AB12CD',
    '/api/learning/lessonsx',
    '/api/identity/me',
    '/hocsinh',
    '/_app/version.json',
    '/metrics',
  ])('never %s', (path) => expect(kindOf(path)).toBe('never'));

  it.each([
    ['/hoc/lua-dao', 'lua-dao'],
    ['/hoc/lua-dao/b-1/__data.json', 'lua-dao'],
    ['/hoc', undefined],
    ['/hoc/tai-ve', undefined],
    ['/kiem-tra/x', undefined],
  ])('%s belongs to lesson %s', (path, lesson) => expect(lessonOf(path)).toBe(lesson));

  it('knows a lesson by the address its pages ask', () => {
    expect(isLesson(lessonAddress('lua-dao'))).toBe(true);
    expect(isLesson('/api/learning/lessons/lua-dao/x')).toBe(false);
  });

  it('finds the files that a page names, each once', () => {
    const html =
      '<link href="/_app/immutable/assets/0.a-b.css"><img src="/content/ab/x.svg"><script>import("/_app/immutable/entry/s.js")</script>/content/ab/x.svg?v=1';
    expect(filesOf(html)).toEqual([
      '/_app/immutable/assets/0.a-b.css',
      '/content/ab/x.svg',
      '/_app/immutable/entry/s.js',
    ]);
  });
});
