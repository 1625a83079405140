// No network: the lesson that was opened is on the phone, and what is done there is sent once, later.
import { afterAll, expect, test } from 'vitest';
import { at, closeBrowser, openPhone } from './support/browser.ts';

afterAll(closeBrowser);

const LESSON = 'bat-dien-thoai-chu-to';

test('an opened lesson goes on without a network; what was done is sent once', async () => {
  const phone = await openPhone();
  const { page, context } = phone;
  await page.goto(at('/'));
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await page.goto(at(`/hoc/${LESSON}`));
  await page.waitForLoadState('networkidle');
  await page.getByRole('link', { name: 'Bắt đầu học' }).click();
  await page.waitForURL((url) => url.pathname.split('/').length === 4);
  await page.waitForLoadState('networkidle');
  const progress = async () =>
    (await (await context.request.get(at('/api/learning/progress'))).json()) as {
      progress: { seen: number; at: string }[];
    };
  await expect.poll(async () => (await progress()).progress[0]?.seen).toBe(1);
  expect(phone.problems()).toEqual([]);

  await context.setOffline(true);
  await page.reload();
  await page.locator('main article').waitFor();
  const first = page.url();
  await page.getByRole('button', { name: 'Tiếp theo' }).click();
  await page.waitForURL((url) => url.href !== first);
  await page.locator('main article').waitFor();
  const second = new URL(page.url()).pathname.split('/').at(-1);
  await page.goto(at('/so-lieu'));
  expect(await page.locator('h1').innerText()).toMatch(/mạng/);
  await page
    .getByRole('link', { name: /chỉnh chữ to/ })
    .first()
    .waitFor();

  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/events')) sent.push(request.postData() ?? '');
  });
  await context.setOffline(false);
  await page.goto(at('/'));
  await expect
    .poll(async () => (await progress()).progress[0], { timeout: 15_000 })
    .toMatchObject({ seen: 2, at: second });
  await page.waitForTimeout(500);
  const ids = sent.flatMap((body) =>
    (JSON.parse(body) as { events: { id: string }[] }).events.map(({ id }) => id),
  );
  expect(ids.length).toBeGreaterThan(0);
  expect(new Set(ids).size, 'each only once').toBe(ids.length);
  await phone.close();
});
