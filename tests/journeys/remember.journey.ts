// What was learned comes back some days later, with and without a network; and nine questions find a first lesson.
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { at, closeBrowser, openPhone, type Phone } from './support/browser.ts';
import { expectNoBarriers } from './support/walk.ts';

afterAll(closeBrowser);

const LESSON = 'nhan-ra-cuoc-goi-lua-dao';

/** Finished a lesson ten days ago, on this phone. */
async function learnLongAgo({ page }: Phone): Promise<number> {
  await page.goto(at(`/hoc/${LESSON}`));
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await page.reload();
  return page.evaluate(async (lesson) => {
    interface Step {
      readonly id: string;
      readonly kind: string;
      readonly choices: readonly { readonly id: string; readonly right: boolean }[];
    }
    const { steps } = (await (await fetch(`/api/learning/lessons/${lesson}`)).json()) as { steps: Step[] };
    const then = new Date(Date.now() - 10 * 86_400_000).toISOString();
    const checks = steps.filter(({ kind }) => kind === 'check');
    const done = (kind: string, step: string, choices: string[] = []) => ({
      id: crypto.randomUUID(),
      kind,
      lesson,
      step,
      at: then,
      choices,
    });
    const events = [
      ...checks.map(({ id, choices }) =>
        done(
          'check-answered',
          id,
          choices.filter((one) => one.right).map((one) => one.id),
        ),
      ),
      done('lesson-finished', steps.at(-1)!.id),
    ];
    await fetch('/api/learning/events', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ events }),
    });
    return checks.length;
  }, LESSON);
}

test('checks of a finished lesson are asked again, answered in flight mode, and counted once', async () => {
  const phone = await openPhone();
  const { page, context } = phone;
  const checks = await learnLongAgo(phone);
  await page.goto(at('/'));
  await page.getByRole('link', { name: `Hôm nay ôn 1 phút: ${checks} câu` }).click();
  await page.locator('label.choice').first().waitFor();
  await expectNoBarriers(page);
  await page.reload();
  await page.waitForLoadState('networkidle');
  expect(phone.problems()).toEqual([]);

  await context.setOffline(true);
  await page.goto(at('/on-tap'));
  for (let question = 0; question < checks; question++) {
    await page.locator('label.choice').first().click();
    await page.getByRole('button', { name: 'Trả lời' }).click();
    await page
      .getByText(/Đúng rồi|Chưa đúng/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: question + 1 < checks ? 'Câu tiếp theo' : 'Xong' }).click();
  }
  await page.locator('h2:focus', { hasText: 'Hôm nay ôn xong rồi' }).waitFor();
  await page.goto(at('/on-tap'));
  await page.getByRole('heading', { name: 'Hôm nay bác không phải ôn' }).waitFor();

  await context.setOffline(false);
  await page.goto(at('/on-tap'));
  const kept = () =>
    page.evaluate(async () => {
      const reply = (await (await fetch('/api/learning/review')).json()) as {
        recalled: { purpose: string }[];
      };
      return reply.recalled.filter(({ purpose }) => purpose === 'review').length;
    });
  await expect.poll(kept, { timeout: 15_000 }).toBe(checks);
  await page.goto(at('/on-tap/in'));
  expect(await page.getByText('Trả lời đúng:').count()).toBeGreaterThan(0);
  await phone.close();
});

const asked = (page: Page, question: number) =>
  page
    .getByRole('img', { name: `Câu ${question} trên 9` })
    .or(page.getByLabel(`Câu ${question} trên 9`))
    .first()
    .waitFor();

test('nine taps find a lesson for tonight, which then stands on the front page', async () => {
  const phone = await openPhone();
  const { page } = phone;
  await page.goto(at('/'));
  await page.getByRole('link', { name: 'Tìm bài cho tối nay' }).click();
  for (let question = 1; question <= 9; question++) {
    await asked(page, question);
    if (question === 1) await expectNoBarriers(page);
    await page.getByRole('button', { name: 'Chưa biết' }).click();
  }
  // What comes next is read out where one is.
  await page.locator('h2:focus', { hasText: 'Bài cho bác tối nay' }).waitFor();
  await expectNoBarriers(page);
  const tonight = await page.getByRole('link', { name: 'Học bài này' }).getAttribute('href');
  expect(await page.locator('main').innerText()).not.toMatch(/điểm|\d+\/9/);
  await expect
    .poll(
      async () => {
        const reply = await page.request.get(at('/api/learning/next'));
        return ((await reply.json()) as { placed: boolean }).placed;
      },
      { timeout: 15_000 },
    )
    .toBe(true);
  await page.goto(at('/'));
  await page.getByRole('heading', { name: 'Bài cho bác tối nay' }).waitFor();
  expect(await page.locator(`main a[href="${tonight}"]`).count()).toBe(1);
  expect(phone.problems()).toEqual([]);
  await phone.close();
});

test('without a script too', async () => {
  const phone = await openPhone({ javaScript: false });
  const { page } = phone;
  await page.goto(at('/bat-dau'));
  for (let question = 1; question <= 9; question++) {
    await asked(page, question);
    await page.getByRole('button', { name: 'Chưa biết' }).click();
  }
  await page.getByRole('heading', { name: 'Bài cho bác tối nay' }).waitFor();
  await page.goto(at('/on-tap'));
  await page.getByText('Chưa có gì để ôn').waitFor();
  await phone.close();
});
