// Practising on a make-believe phone: traps and repairs, what it refuses, by keyboard alone, without a network, and the scam gym.
import { afterAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { at, closeBrowser, openPhone } from './support/browser.ts';
import { expectNoBarriers, pressUntil, tabTo } from './support/walk.ts';

afterAll(closeBrowser);

const QR = '/luyen-tap/chuyen-khoan-qr';
const region = (id: string) => `[data-region="${id}"]`;

async function open(page: Page, path: string): Promise<void> {
  await page.goto(at(path));
  await page.waitForLoadState('networkidle');
}
async function type(page: Page, id: string, text: string): Promise<void> {
  await page.fill(region(id), text);
  await page.keyboard.press('Enter');
}
async function code(page: Page, digits: string): Promise<void> {
  for (const digit of digits) await page.click(`[data-digit="${digit}"]`);
}

test('a trap, its repair and the goal; real-looking numbers are refused', async () => {
  const phone = await openPhone();
  const { page } = phone;
  await open(page, '/luyen-tap');
  await expectNoBarriers(page);
  await page.click(`a[href="${QR}"]`);
  await page.waitForURL((url) => url.pathname === QR);
  await expectNoBarriers(page);
  // Whoever touches what lights up while she only watches sees the step too.
  await open(page, `${QR}/xem`);
  const told = await page.locator('.say').innerText();
  await page.locator('.phone').click();
  await page.locator('.say').filter({ hasNotText: told }).waitFor();
  await page.goto(at(QR));
  await page.click(`a[href="${QR}/tu-lam"]`);
  await page.click(region('ngan-hang'));
  await page.click(region('quet'));
  await page.click(region('ma-dan-de'));
  for (const real of ['0912 345 678', '001188012345', '4111 1111 1111 1111']) {
    await type(page, 'so-tien', real);
    await page.getByText('không lưu ở đâu').waitFor();
    expect(await page.inputValue(region('so-tien'))).toBe('');
    expect(await page.content()).not.toContain(real);
  }
  await expectNoBarriers(page);
  await type(page, 'so-tien', '45.000');
  await page.getByRole('button', { name: 'Gợi ý' }).click();
  await page.getByRole('button', { name: 'Gợi ý thêm' }).click();
  await page.locator(`${region('back')}.lit`).waitFor();
  await expectNoBarriers(page);
  await page.click(region('tiep'));
  await expectNoBarriers(page);
  await code(page, '2580');
  await page.getByText('Tiền đã sang tay người lạ').waitFor();
  await expectNoBarriers(page);
  await page.getByRole('button', { name: /báo nhầm/ }).click();
  await page.click(region('ma-treo'));
  await type(page, 'so-tien', '45000');
  await page.click(region('tiep'));
  // A step taken back is taken back: the sum is still there.
  await page.getByRole('button', { name: 'Lùi lại' }).click();
  expect(await page.inputValue(region('so-tien'))).toBe('45000');
  await page.click(region('tiep'));
  await code(page, '2580');
  await page.getByText('Bác làm được rồi').waitFor();
  await expectNoBarriers(page);
  await page.getByText('Đọc to tên người nhận').waitFor();
  await expect
    .poll(async () => (await (await phone.context.request.get(at('/api/practice/progress'))).json()).progress)
    .toMatchObject([{ scene: 'chuyen-khoan-qr', best: 'alone', help: 2, done: 1 }]);
  // The changed phone is another stall.
  await page.getByRole('link', { name: 'Làm tiếp: Máy đổi khác' }).click();
  await page
    .getByText(/cô Sáu|chú Tư/)
    .first()
    .waitFor({ state: 'attached' });
  expect(phone.problems()).toEqual([]);
  await phone.close();
});

test('watched, led, and with a keyboard alone', async () => {
  const phone = await openPhone({ width: 1280, height: 800 });
  const { page } = phone;
  const scene = '/luyen-tap/bat-chu-to-va-am-luong';
  await open(page, `${scene}/xem`);
  await pressUntil(page, 'Xem bước này', 'Bác đã xem hết');
  await open(page, `${scene}/lam-cung`);
  await page.click(region('goi'));
  await page.getByText('Bác chạm vào chỗ đang sáng nhé.').waitFor();
  await expectNoBarriers(page);

  await open(page, `${scene}/tu-lam`);
  const press = async (id: string, times = 1) => {
    await tabTo(page, region(id));
    for (let time = 0; time < times; time++) await page.keyboard.press('Enter');
  };
  await press('cai-dat');
  await page.locator(region('man-hinh')).waitFor();
  await press('man-hinh');
  await page.locator(region('co-chu-to')).waitFor();
  await press('co-chu-to');
  await press('back');
  await page.locator(region('am-thanh')).waitFor();
  await press('am-thanh');
  await page.locator(region('chuong-more')).waitFor();
  await press('chuong-more', 3);
  await page.getByText('Bác tự làm, không cần gợi ý nào.').waitFor();
  expect(phone.problems()).toEqual([]);
  await phone.close();
});

test('nothing to tap is small, and an opened exercise goes on without a network', async () => {
  const phone = await openPhone();
  const { page, context } = phone;
  await page.goto(at('/'));
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await open(page, QR);
  await page.click(`a[href="${QR}/doi-khac"]`);
  await page.locator('.phone').waitFor();
  await page.waitForLoadState('networkidle');
  const small = await page.$$eval('main button, main a, main input, main summary', (all) =>
    all
      .map((one) => one.getBoundingClientRect())
      .filter(({ width, height }) => width > 0 && (height < 48 || width < 48))
      .map(({ width, height }) => `${width}×${height}`),
  );
  expect(small).toEqual([]);
  expect(phone.problems()).toEqual([]);
  await page.waitForFunction(
    async () => (await caches.match('/api/practice/scenes/chuyen-khoan-qr')) !== undefined,
  );
  await context.setOffline(true);
  await page.reload();
  await page.locator('.phone').waitFor();
  // Names and places differ; help finds the way all the same.
  await pressUntil(page, /^Gợi ý/, 'Bác làm được rồi');
  await page.getByText('Khi có mạng sẽ gửi 1 kết quả').waitFor();
  await context.setOffline(false);
  await expect
    .poll(async () => (await (await context.request.get(at('/api/practice/progress'))).json()).progress, {
      timeout: 15_000,
    })
    .toMatchObject([{ scene: 'chuyen-khoan-qr', best: 'changed', help: 3, done: 1 }]);
  await phone.close();
});

test('whoever calls everything a scam hears that she is too wary', async () => {
  const phone = await openPhone();
  const { page } = phone;
  await open(page, '/luyen-tap/phong-tap-lua-dao');
  await page.getByRole('button', { name: 'Bắt đầu' }).click();
  await expectNoBarriers(page);
  for (let number = 0; number < 8; number++) {
    await page.getByRole('button', { name: 'Lừa đảo' }).click();
    await page.getByText('Vì sao biết').waitFor();
    if (number === 0) await expectNoBarriers(page);
    await page.getByRole('button', { name: /Xem/ }).click();
  }
  await page.getByText('Bác cẩn thận hơi quá').waitFor();
  await page.getByText('Trong 4 cái thật, bác nghi oan 4.').waitFor();
  await expectNoBarriers(page);
  expect(phone.problems()).toEqual([]);
  await phone.close();
});
