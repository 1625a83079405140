// One phone, several people and a helper: by thumb, by keyboard, without a network and without a script.
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { at, closeBrowser, openPhone } from './support/browser.ts';
import { expectNoBarriers, tabTo } from './support/walk.ts';

afterAll(closeBrowser);

const LESSON = 'bat-dien-thoai-chu-to';

async function add(page: Page, name: string, picture: string): Promise<void> {
  await page.goto(at('/gia-dinh/them'));
  await page.locator('input[name=name]').fill(name);
  await page.locator(`label:has(input[value=${picture}])`).click();
  await page.locator('main button[type=submit]').click();
  await page.waitForURL((url) => url.pathname === '/gia-dinh');
}
const band = (page: Page) => page.locator('form:has(> [role=status])').first();
const cardOf = (page: Page, name: string) =>
  page.locator('main li').filter({ has: page.getByRole('heading', { name, exact: true }) });

interface Person {
  readonly profile: string;
  readonly progress: { readonly seen: number; readonly at: string } | null;
}
async function progress(page: Page): Promise<Person[]> {
  const { people } = (await (await page.request.get(at('/api/learning/household'))).json()) as {
    people: Person[];
  };
  return people;
}

test('two people learn on one phone without a network; what each did is hers', async () => {
  const phone = await openPhone();
  const { page, context } = phone;
  await page.goto(at('/'));
  await page.locator('main a[href="/gia-dinh"]').click();
  await page.waitForURL(/gia-dinh$/);
  await expectNoBarriers(page);
  await page.goto(at('/gia-dinh/them'));
  await expectNoBarriers(page);
  await add(page, 'Bà Năm', 'lotus');
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await add(page, 'Bố', 'buffalo');
  await page.waitForLoadState('networkidle');
  await expectNoBarriers(page);
  expect(await cardOf(page, 'Bố').getByText('đang học').isVisible()).toBe(true);

  // The lesson comes onto the phone with its first step.
  await page.goto(at(`/hoc/${LESSON}`));
  await page.waitForLoadState('networkidle');
  await page.getByRole('link', { name: 'Bắt đầu học' }).click();
  await page.waitForURL((url) => url.pathname.split('/').length === 4);
  await page.waitForLoadState('networkidle');
  expect(await band(page).innerText()).toContain('Bố đang học');
  await expect.poll(async () => (await progress(page))[1]?.progress?.seen).toBe(1);
  await page.goto(at('/gia-dinh'));
  await page.waitForLoadState('networkidle');
  expect(phone.problems()).toEqual([]);

  await context.setOffline(true);
  await page.goto(at('/gia-dinh'));
  await cardOf(page, 'Bà Năm').locator('button[type=submit]').click();
  await page.waitForURL((url) => url.pathname === '/hoc');
  await page.goto(at(`/hoc/${LESSON}`));
  expect(await band(page).innerText()).toContain('Bà Năm đang học');
  await page.getByRole('link', { name: 'Bắt đầu học' }).click();
  await page.waitForURL((url) => url.pathname.split('/').length === 4);
  for (let step = 0; step < 2; step++) {
    const was = page.url();
    await page.locator('main button[type=submit]').click();
    await page.waitForURL((url) => url.href !== was);
    await page.locator('main article').waitFor();
  }
  // Back to him, still without a network, so that what she did is sent while he holds the phone.
  await page.goto(at('/gia-dinh'));
  await cardOf(page, 'Bố').locator('button[type=submit]').click();
  await page.waitForURL((url) => url.pathname === '/hoc');

  await context.setOffline(false);
  await page.goto(at('/'));
  await expect
    .poll(async () => (await progress(page)).map((one) => one.progress?.seen), { timeout: 15_000 })
    .toEqual([3, 1]);
  await phone.close();
});

test('a helper takes the phone and gives it back; the log knows who tapped', async () => {
  const phone = await openPhone();
  const { page } = phone;
  await add(page, 'Út', 'fish');
  const tapped: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/api/learning/events'))
      for (const one of (JSON.parse(request.postData()!) as { events: { tappedBy: string }[] }).events)
        tapped.push(one.tappedBy);
  });
  await page.waitForLoadState('networkidle');
  await tabTo(page, 'form[action="?/handOver"] button');
  await page.keyboard.press('Enter');
  await band(page).getByText('Người hướng dẫn đang cầm máy').waitFor();
  await expectNoBarriers(page);
  await page.goto(at(`/hoc/${LESSON}`));
  await page.waitForLoadState('networkidle');
  await page.getByRole('link', { name: 'Bắt đầu học' }).click();
  await expect.poll(() => tapped).toEqual(['helper']);
  await expectNoBarriers(page);
  await tabTo(page, 'form[action="/gia-dinh?/giveBack"] button');
  await page.keyboard.press('Enter');
  await band(page).getByText('Út đang học').waitFor();
  await page.locator('main button[type=submit]').click();
  await expect.poll(() => tapped).toEqual(['helper', 'learner']);
  expect(phone.problems()).toEqual([]);
  await phone.close();
});

test('without a script people are added, chosen, renamed, taken off and put back, and a helper takes the phone', async () => {
  const phone = await openPhone({ javaScript: false, width: 320, height: 640 });
  const { page, context } = phone;
  await context.addCookies([{ name: 'text', value: '3', url: at('/') }]);
  await add(page, 'Bà', 'hat');
  await add(page, 'Ông', 'drum');
  await cardOf(page, 'Bà').locator('button[type=submit]').click();
  await page.waitForURL((url) => url.pathname.startsWith('/hoc'));
  expect(await band(page).innerText()).toContain('Bà đang học');
  await page.goto(at('/gia-dinh'));
  await page.getByRole('button', { name: 'Đưa máy cho người hướng dẫn' }).click();
  expect(await band(page).innerText()).toContain('Người hướng dẫn đang cầm máy');
  await page.goto(at(`/hoc/${LESSON}`));
  await band(page).getByRole('button', { name: 'Trả máy lại' }).click();
  expect(new URL(page.url()).pathname).toBe(`/hoc/${LESSON}`);
  expect(await band(page).innerText()).toContain('Bà đang học');

  await page.goto(at('/gia-dinh'));
  await cardOf(page, 'Ông').locator('a').click();
  await page.locator('input[name=name]').fill('0912 345 678');
  await page.locator('main button[type=submit]').first().click();
  expect(await page.locator('[role=alert]').innerText()).not.toBe('');
  expect(phone.problems().join()).toMatch(/422/);
  await page.locator('input[name=name]').fill('Ông Tư');
  await page.locator('main button[type=submit]').first().click();
  expect(await page.getByText('Đã lưu.').isVisible()).toBe(true);
  await page.getByRole('button', { name: 'Gỡ khỏi máy này' }).click();
  await page.waitForURL(/gia-dinh/);
  expect(await cardOf(page, 'Ông Tư').count()).toBe(0);
  await page.getByRole('button', { name: 'Đưa lại' }).click();
  expect(await cardOf(page, 'Ông Tư').count()).toBe(1);
  const { wide, seen } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    seen: document.documentElement.clientWidth,
  }));
  expect(wide).toBeLessThanOrEqual(seen);
  expect(phone.problems()).toEqual([]);
  await phone.close();
});

test('a learner card and three taps go on on another phone, without a script and without typing', async () => {
  const home = await openPhone();
  await add(home.page, 'Bà Năm', 'lotus');
  await home.page.goto(at(`/hoc/${LESSON}/bat-nguon`));
  await home.page.waitForLoadState('networkidle');
  await home.page.goto(at('/gia-dinh'));
  await cardOf(home.page, 'Bà Năm').locator('a').click();
  await home.page.getByRole('link', { name: 'Thẻ học' }).click();
  await home.page.getByRole('button', { name: 'Làm thẻ học' }).click();
  await home.page.locator('article svg[role=img]').waitFor();
  await expectNoBarriers(home.page);
  const [{ profile }] = (await progress(home.page)) as [Person];
  const { card } = (await (
    await home.page.request.get(at(`/api/identity/household/${profile}/card`))
  ).json()) as { card: { address: string; pictures: string[] } };

  const phone = await openPhone({ javaScript: false, width: 320, height: 640 });
  const { page } = phone;
  const press = (picture: string) => page.locator(`button[value=${picture}]`).click();
  await home.page.goto(card.address);
  await expectNoBarriers(home.page);
  await page.goto(card.address);
  for (const picture of card.pictures.toReversed()) await press(picture);
  expect(await page.getByText('Ba hình chưa đúng').isVisible()).toBe(true);
  for (const picture of card.pictures) await press(picture);
  await page.waitForURL((url) => url.pathname === '/gia-dinh');
  expect(await cardOf(page, 'Bà Năm').getByText('đang học').isVisible()).toBe(true);
  expect((await progress(page))[0]?.progress?.seen).toBe(1);

  await home.page.goto(at(`/gia-dinh/${profile}/the`));
  await home.page.getByRole('button', { name: 'Làm thẻ mới' }).click();
  await home.page.waitForLoadState('networkidle');
  await page.goto(card.address);
  expect(await page.getByText('Thẻ này không còn dùng được.').isVisible()).toBe(true);
  await home.close();
  await phone.close();
});
