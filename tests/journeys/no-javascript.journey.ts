// A browser that runs no scripts: an old phone, a broken download, a strict office.
import { afterAll, expect, test } from 'vitest';
import { at, closeBrowser, openPhone } from './support/browser.ts';

afterAll(closeBrowser);

const LESSON = '/hoc/bat-dien-thoai-chu-to';

test('letters are chosen, a lesson is found, read and answered without a script', async () => {
  const phone = await openPhone({ javaScript: false });
  const { page } = phone;
  await page.goto(at('/'));
  await page.locator('button.size3').click();
  expect(new URL(page.url()).pathname).toBe('/');
  expect(await page.locator('html').getAttribute('data-text')).toBe('3');

  await page.goto(at('/hoc'));
  await page.locator('input[name=tim]').fill('chu to');
  await page.getByRole('button', { name: 'Tìm', exact: true }).click();
  await page.locator(`a[href="${LESSON}"]`).first().click();
  await page.locator(`a[href^="${LESSON}/"]`).last().click();
  for (let step = 0; step < 12 && (await page.locator('input[name=chon]').count()) === 0; step++)
    await page.locator('main button[type=submit]').click();
  await page.locator('main button[type=submit]').click();
  expect(await page.getByText('Bác chọn một câu trả lời trước nhé.').isVisible()).toBe(true);

  const { steps } = (await (
    await page.request.get(at(`/api/learning/lessons${LESSON.slice(4)}`))
  ).json()) as { steps: { id: string; choices?: { id: string; right: boolean; feedback: string }[] }[] };
  const check = steps.find(({ id }) => page.url().includes(`/${id}`))!;
  const wrong = check.choices!.find((choice) => !choice.right)!;
  await page.locator(`label.choice:has(input[value="${wrong.id}"])`).click();
  await page.locator('main button[type=submit]').click();
  expect(await page.getByText('Chưa đúng, mình xem lại nhé.').isVisible()).toBe(true);
  expect(await page.getByText(wrong.feedback).isVisible()).toBe(true);
  const { progress } = (await (await page.request.get(at('/api/learning/progress'))).json()) as {
    progress: { at: string; lesson: string }[];
  };
  expect(progress, 'what she did is kept').toMatchObject([{ lesson: 'bat-dien-thoai-chu-to', at: check.id }]);
  for (let step = 0; step < 30 && !page.url().endsWith('/xong'); step++) {
    const choice = page.locator('input[name=chon]:not([disabled])').first();
    if ((await choice.count()) > 0) await page.locator('label.choice').first().click();
    await page.locator('main button[type=submit]').click();
  }
  expect(await page.getByRole('heading', { name: 'Bác đã học xong bài này' }).isVisible()).toBe(true);
  const finished = (await (await page.request.get(at('/api/learning/progress'))).json()) as {
    progress: { finishedAt: string | null }[];
  };
  expect(finished.progress[0]!.finishedAt).not.toBeNull();
  expect(phone.problems()).toEqual([]);
  await phone.close();
});

test('settings, sign-in, checking a certificate and figures are pages of their own', async () => {
  const phone = await openPhone({ javaScript: false });
  const { page } = phone;
  await page.goto(at('/cai-dat?next=/hoc'));
  await page.locator('label.choice:has(input[value=dark])').click();
  await page.locator('#reading button[type=submit], button[form=reading]').last().click();
  expect(new URL(page.url()).pathname).toBe('/hoc');
  expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
  await page.goto(at('/dang-nhap'));
  await page.locator('a[href^="/api/identity/sign-in"]').click();
  expect(await page.getByText('không phải VNeID thật').isVisible()).toBe(true);
  await page.goto(at('/xac-minh'));
  await page.locator('main input').first().fill('aaaa bbbb cccc');
  await page.locator('main button[type=submit]').first().click();
  expect(await page.getByText('Không tìm thấy giấy nào với mã này').isVisible()).toBe(true);
  await phone.close();
});
