import { describe, expect, it } from 'vitest';
import { FIRST } from '../platform/http/who.ts';
import { addressOf, filesOf, filesWith, isCheck, isWhole, keptAs, kindOf, partOf } from './rules.ts';

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
    ['/on-tap', 'pages'],
    ['/bat-dau', 'pages'],
    ['/api/learning/placement', 'lessons'],
    ['/gia-dinh', 'pages'],
    ['/content/ab12/pic.svg', 'content'],
    ['/content/ab12/0011223344556677.opus', 'voices'],
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
    '/gia-dinh/them',
    '/gia-dinh/0199d0a4-5d0c-7000-8000-000000000001',
    '/kiem-tra/phien/1',
    '/ban-lam-viec/bao-cao',
    '/luyen-tap/lam-chung',
    '/api/learning/progress',
    '/api/practice/progress',
    '/api/practice/witness/AB12CD',
    '/api/learning/review',
    '/on-tap/in',
    '/api/learning/lessonsx',
    '/api/identity/me',
    '/hocsinh',
    '/_app/version.json',
    '/metrics',
  ])('never %s', (path) => expect(kindOf(path)).toBe('never'));

  it.each([
    ['/hoc/lua-dao', '/api/learning/lessons/lua-dao'],
    ['/hoc/lua-dao/b-1/__data.json', '/api/learning/lessons/lua-dao'],
    ['/luyen-tap/chuyen-khoan-qr/tu-lam', '/api/practice/scenes/chuyen-khoan-qr'],
    ['/hoc', undefined],
    ['/hoc/tai-ve', undefined],
    ['/hoc/khoa-hoc-ngoai', undefined],
    ['/hoc/chuong-trinh/nguoi-dan', undefined],
    ['/luyen-tap', undefined],
    ['/luyen-tap/lam-chung', undefined],
    ['/kiem-tra/x', undefined],
  ])('%s is kept at %s', (path, address) => expect(addressOf(path)).toBe(address));

  it('keeps a page for the person to whom it was shown', () => {
    const [one, two] = ['0199d0a4-5d0c-7000-8000-000000000001', '0199d0a4-5d0c-7000-8000-000000000002'];
    const hoc = 'https://hoc.example/hoc';
    expect(new Set([FIRST, one, two].map((who) => keptAs(hoc, who))).size).toBe(3);
    expect(keptAs(hoc, FIRST)).toBe(hoc);
    // The page of all of them, and what says nothing of anybody.
    for (const same of ['/gia-dinh', '/content/ab/x.svg'])
      expect(keptAs(`https://hoc.example${same}`, one)).toBe(`https://hoc.example${same}`);
  });

  it('knows a lesson or a scene by the address its pages ask', () => {
    expect(isWhole('/api/learning/lessons/lua-dao')).toBe(true);
    expect(isWhole('/api/practice/scenes/lua-dao')).toBe(true);
    expect(isWhole('/api/learning/lessons/lua-dao/x')).toBe(false);
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

  it('fetches nothing ahead that somebody has yet to choose', () => {
    const html = '<link href="/_app/immutable/assets/0.a.css"><script>["/content/ab/x.svg"]</script>';
    expect(filesWith('/hoc/tai-ve', html)).toEqual(['/_app/immutable/assets/0.a.css']);
    expect(filesWith('/bat-dau', html)).toEqual(['/_app/immutable/assets/0.a.css', '/content/ab/x.svg']);
  });

  it('never takes recordings along with a page', () => {
    expect(filesOf('"/content/ab/x.svg" "/content/cd/1.opus" "/content/cd/1.m4a"')).toEqual([
      '/content/ab/x.svg',
    ]);
  });

  it.each([
    ['bytes=0-', [0, 99]],
    ['bytes=10-19', [10, 19]],
    ['bytes=90-500', [90, 99]],
    ['bytes=100-', undefined],
    ['bytes=20-10', undefined],
    ['bytes=-5', undefined],
    [null, undefined],
  ])('of 100 bytes %s is %j', (range, part) => expect(partOf(range, 100)).toEqual(part));
});

describe('pages that check a certificate', () => {
  it.each(['/C/ABC234', '/C/ABC234/__data.json', '/xac-minh/ngoai-tuyen'])(
    'open in the frame: %s',
    (path) => {
      expect(isCheck(path)).toBe(true);
      expect(kindOf(path)).toBe('never');
    },
  );
  it.each(['/xac-minh', '/xac-minh/K7QM-3XWD-9HTB', '/C', '/C/a/b'])('are no others: %s', (path) =>
    expect(isCheck(path)).toBe(false),
  );
});
