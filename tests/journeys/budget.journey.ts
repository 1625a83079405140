// What a first visit costs, the whole way by keyboard, small screens with large letters, and every public page by axe.
import { afterAll, expect, test } from 'vitest';
import { at, closeBrowser, inTabs, openPhone } from './support/browser.ts';
import { expectNoBarriers, tabTo } from './support/walk.ts';

afterAll(closeBrowser);

const KB = 1024;
const LESSON = '/hoc/bat-dien-thoai-chu-to';
const pages = [
  '/',
  '/hoc',
  LESSON,
  `${LESSON}/bat-nguon`,
  '/on-tap',
  '/bat-dau',
  '/kiem-tra',
  '/dang-nhap',
  '/gia-dinh',
  '/xac-minh',
  '/so-lieu',
  '/luyen-tap',
  '/luyen-tap/chuyen-khoan-qr/tu-lam',
  '/luyen-tap/phong-tap-lua-dao',
];
const more = [
  '/on-tap/in',
  '/khung-nang-luc',
  '/hoc/khoa-hoc-ngoai',
  '/cai-dat',
  '/don-vi',
  '/giay',
  '/cua-toi',
  '/gia-dinh/them',
  '/the',
  '/ngoai-tuyen',
  '/can-bo/dang-nhap',
  '/luyen-tap/chuyen-khoan-qr',
  '/luyen-tap/lam-chung',
  '/hoc/tai-ve',
  '/kiem-tra/tai-cho',
  '/xac-minh/ngoai-tuyen',
  '/cua-toi/gop',
];

test.each(pages)('a first visit of %s keeps its budget', keepsBudget);

async function keepsBudget(path: string): Promise<void> {
  const phone = await openPhone();
  const { page, context } = phone;
  const network = await context.newCDPSession(page);
  await network.send('Network.enable');
  const kinds = new Map<string, string>();
  const bytes = new Map<string, number>();
  let all = 0;
  // Until the body comes, what was received are the headers.
  const heads = new Map<string, number>();
  network.on('Network.responseReceived', ({ requestId, type, response }) => {
    kinds.set(requestId, type);
    heads.set(requestId, response.encodedDataLength);
  });
  network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId) ?? 'Other';
    all += encodedDataLength;
    bytes.set(kind, (bytes.get(kind) ?? 0) + encodedDataLength - (heads.get(requestId) ?? 0));
  });
  expect((await page.goto(at(path)))?.status(), path).toBe(200);
  await page.waitForLoadState('networkidle');
  const said = JSON.stringify(Object.fromEntries(bytes));
  expect(all, said).toBeLessThanOrEqual(140 * KB);
  expect(bytes.get('Script') ?? 0, said).toBeLessThanOrEqual(60 * KB);
  expect(bytes.get('Stylesheet') ?? 0, said).toBeLessThanOrEqual(12 * KB);
  expect(bytes.get('Font') ?? 0, said).toBe(0);
  expect(phone.problems()).toEqual([]);
  await phone.close();
}

test('home, lesson, steps and an answer with a keyboard alone', async () => {
  const phone = await openPhone({ width: 1280, height: 800 });
  const { page } = phone;
  const follow = async (selector: string, key: 'Enter' | 'Space') => {
    await page.waitForLoadState('networkidle');
    await tabTo(page, selector);
    await page.keyboard.press(key);
  };
  await page.goto(at('/'));
  await follow('main a[href="/hoc"]', 'Enter');
  await page.waitForURL(/\/hoc$/);
  await follow(`a[href="${LESSON}"]`, 'Enter');
  await page.waitForURL((url) => url.pathname === LESSON);
  await follow(`a[href="${LESSON}/bat-nguon"]`, 'Enter');
  await page.waitForURL((url) => url.pathname === `${LESSON}/bat-nguon`);
  for (let step = 0; step < 12 && (await page.locator('fieldset input[name=chon]').count()) === 0; step++) {
    const was = page.url();
    await follow('main button[type=submit]', 'Enter');
    await page.waitForURL((url) => url.href !== was);
    await page.waitForLoadState('networkidle');
  }
  await follow('input[name=chon]', 'Space');
  await follow('main button[type=submit]', 'Enter');
  await page.locator('fieldset input:disabled').first().waitFor();
  expect(await page.locator('.feedback').innerText()).toMatch(/Đúng rồi|Chưa đúng/);
  expect(phone.problems()).toEqual([]);
  await phone.close();
});

test('320 pixels and very large letters need no sideways scrolling, even where pictures are missing', async () => {
  const phone = await openPhone({ width: 320, height: 640 });
  await phone.context.addCookies([{ name: 'text', value: '3', url: at('/') }]);
  await inTabs(phone, [...pages, ...more, `${LESSON}/chu-to`], async (page, path) => {
    await page.goto(at(path));
    await page.waitForLoadState('networkidle');
    await page.evaluate(losePictures);
    expect(await page.locator('html').getAttribute('data-text'), path).toBe('3');
    const { wide, seen } = await page.evaluate(() => ({
      wide: document.documentElement.scrollWidth,
      seen: document.documentElement.clientWidth,
    }));
    expect(wide, path).toBeLessThanOrEqual(seen);
  });
  await phone.close();
});

test('every public page has no barriers in light, dark and strong contrast', async () => {
  const phone = await openPhone();
  for (const theme of ['auto', 'contrast']) {
    await phone.context.addCookies([{ name: 'theme', value: theme, url: at('/') }]);
    await inTabs(phone, [...pages, ...more], async (page, path) => {
      await page.goto(at(path));
      await expectNoBarriers(page);
    });
  }
  expect(phone.problems()).toEqual([]);
  await phone.close();
});

/** As where the network is gone: a description stands in the place of each picture. */
const losePictures = () =>
  Promise.all(
    [...document.images].map(
      (picture) =>
        new Promise((done) => {
          picture.onerror = done;
          picture.loading = 'eager';
          picture.src = '/gone.svg';
        }),
    ),
  );
