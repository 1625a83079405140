// A whole test on a cheap phone: a lost network, a double tap, a reload; by keyboard; without JavaScript.
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import type { Question, Step } from '../../src/modules/assessment/index.ts';
import { expectAccessible } from './support/axe.ts';
import { rightAnswer } from '../../tools/right-answer.ts';
import { at, closeBrowser, openPhone, type Phone } from './support/browser.ts';

afterAll(closeBrowser);

type Open = Extract<Step, { kind: 'question' }>;
/** The second tap of a double tap is not heard this long after a question has appeared. */
const SETTLE_MS = 650;

async function begin({ page }: Phone): Promise<void> {
  await page.goto(at('/kiem-tra'));
  await page.getByRole('button', { name: 'Bắt đầu làm bài' }).click();
  await page.waitForURL(/\/kiem-tra\/[0-9a-f-]{36}$/);
}

const sessionOf = (page: Page) => new URL(page.url()).pathname.split('/')[2]!;

async function stepOf({ page, context }: Phone): Promise<Step> {
  const answer = await context.request.get(at(`/api/assessment/sessions/${sessionOf(page)}`));
  return (await answer.json()) as Step;
}

async function openQuestion(phone: Phone): Promise<Open> {
  const step = await stepOf(phone);
  if (step.kind !== 'question') throw new Error('the test is over');
  return step;
}

const answerButton = (page: Page) => page.getByRole('button', { name: 'Trả lời', exact: true });
const shown = (page: Page, number: number) => page.getByText(`Câu ${number}`, { exact: true }).waitFor();

/** Waits until the page is alive and would hear a tap. */
async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(SETTLE_MS);
}

/** Gives some complete answer by tapping. */
async function choose(page: Page, question: Question): Promise<void> {
  switch (question.type) {
    case 'single':
      return page.locator('label.choice').first().click();
    case 'multiple':
      await page.locator('label.choice').nth(0).click();
      return page.locator('label.choice').nth(1).click();
    case 'spot':
      return page.locator('button.part').first().click();
    case 'perform':
      return page.locator('.phone .screen button').first().click();
    case 'order':
      for (const step of await page.locator('button.step').all()) await step.click();
      return;
    case 'match':
      for (let row = 0; row < question.lefts.length; row++) {
        await page.locator('.side').nth(0).locator('button').nth(row).click();
        await page.locator('.side').nth(1).locator('button').nth(row).click();
      }
  }
}

/** Answers until there is a result, or enough was seen; calls `onQuestion` on each screen first. */
async function finish(
  phone: Phone,
  onQuestion: (step: Open) => Promise<void>,
  isEnough = () => false,
): Promise<void> {
  for (let step = await stepOf(phone); step.kind === 'question'; step = await stepOf(phone)) {
    if (isEnough()) return;
    await shown(phone.page, step.number);
    await settle(phone.page);
    await onQuestion(step);
    await leave(phone.page, step.number);
  }
  await phone.page.waitForURL(/\/ket-qua$/);
}

const leave = (page: Page, number: number) =>
  page.waitForFunction(
    (was) =>
      location.pathname.endsWith('/ket-qua') ||
      !document.querySelector('.progress b')?.textContent?.endsWith(` ${was}`),
    number,
  );

test('a whole test on a phone survives a lost network, a double tap and a reload', async () => {
  const phone = await openPhone();
  const { page, context } = phone;
  await page.goto(at('/kiem-tra'));
  await expectAccessible(page);
  await begin(phone);
  let posts = 0;
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/answers')) posts++;
  });

  await finish(phone, async ({ number, question }) => {
    if (number <= 4) await expectAccessible(page);
    await choose(page, question);
    if (number === 2) {
      await context.setOffline(true);
      await answerButton(page).click();
      await page.getByText('Chưa có mạng, câu trả lời chưa gửi được.').waitFor();
      await expectAccessible(page);
      await context.setOffline(false);
      phone.problems();
      await page.getByRole('button', { name: 'Gửi lại' }).click();
    } else if (number === 3) {
      posts = 0;
      await page.evaluate(() => {
        const button = document.querySelector<HTMLButtonElement>('button.primary[type=submit]')!;
        button.click();
        button.click();
      });
      await shown(page, 4);
      expect(posts).toBe(1);
      await page.evaluate(() =>
        document.querySelector<HTMLButtonElement>('button.quiet[type=submit]')!.click(),
      );
      expect((await openQuestion(phone)).number, 'a late tap answers nothing').toBe(4);
    } else if (number === 5) {
      const draft = () =>
        page.evaluate(() => [...new FormData(document.querySelector('main form') as HTMLFormElement)]);
      const before = await draft();
      await page.reload();
      await settle(page);
      expect((await openQuestion(phone)).question.itemId).toBe(question.itemId);
      expect(await draft(), 'what was chosen is still chosen').toEqual(before);
      await answerButton(page).click();
    } else {
      await answerButton(page).click();
    }
  });

  await page.waitForLoadState('networkidle');
  await expectAccessible(page);
  expect(await page.locator('main').innerText()).not.toMatch(/\d\s*(%|điểm)/);
  await page.getByText('Xem lại các câu đã làm').click();
  await expectAccessible(page);
  expect(phone.problems()).toEqual([]);
  await page.goto(at('/kiem-tra'));
  await page.getByRole('heading', { name: 'Những lần đã làm' }).waitFor();
  await phone.close();
});

/** Reaches a control by Tab alone, as somebody does who has no mouse. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${selector}`);
}

async function chooseByKeys(page: Page, question: Question): Promise<void> {
  const press = async (selector: string) => {
    await tabTo(page, selector);
    await page.keyboard.press('Space');
  };
  const free = '[aria-pressed=false]';
  switch (question.type) {
    case 'single':
      return press('input[type=radio]');
    case 'multiple':
      return press('input[type=checkbox]');
    case 'spot':
      return press(`button.part${free}`);
    case 'order':
      for (const _ of question.choices) await press(`button.step${free}`);
      return;
    case 'match':
      for (const _ of question.lefts) {
        await press(`.side:first-child button${free}`);
        await press(`.side:last-child button${free}`);
      }
  }
}

test('every type of question is answered with a keyboard alone', async () => {
  const missing = new Set(['single', 'multiple', 'order', 'match', 'spot']);
  for (let person = 0; person < 12 && missing.size > 0; person++) {
    const phone = await openPhone({ width: 1280, height: 800 });
    const { page } = phone;
    await begin(phone);
    await finish(
      phone,
      async ({ question }) => {
        if (missing.delete(question.type)) {
          await chooseByKeys(page, question);
          await expectAccessible(page);
          await tabTo(page, 'button.primary[type=submit]');
          await page.keyboard.press('Enter');
        } else await page.getByRole('button', { name: 'Tôi chưa biết' }).click();
      },
      () => missing.size === 0,
    );
    expect(phone.problems()).toEqual([]);
    await phone.close();
  }
  expect([...missing]).toEqual([]);
});

test('the test is taken without JavaScript', async () => {
  const phone = await openPhone({ javaScript: false });
  const { page } = phone;
  await begin(phone);
  await page.getByRole('button', { name: 'Trả lời', exact: true }).click();
  expect((await openQuestion(phone)).number, 'nothing chosen is no answer').toBe(1);
  for (let step = await stepOf(phone); step.kind === 'question'; step = await stepOf(phone)) {
    const { question } = step;
    if (question.type === 'order' || question.type === 'match') {
      const lists = await page.locator('select').all();
      for (const [row, list] of lists.entries()) await list.selectOption({ index: row + 1 });
    } else await page.locator('fieldset input[type=radio], fieldset input[type=checkbox]').first().check();
    await answerButton(page).click();
  }
  expect(page.url()).toMatch(/\/ket-qua$/);
  await page.getByText('Từng nhóm việc').waitFor();
  await phone.close();
});

test('the test of another person does not exist', async () => {
  const hers = await openPhone();
  await begin(hers);
  const his = await openPhone();
  const path = new URL(hers.page.url()).pathname;
  expect((await his.page.goto(at(path)))?.status()).toBe(404);
  expect((await his.page.goto(at(`${path}/ket-qua`)))?.status()).toBe(404);
  expect((await his.page.goto(at('/kiem-tra/khong-co')))?.status()).toBe(404);
  await hers.close();
  await his.close();
});

test('who answers rightly passes, and is led to the certificate; the test is not offered again', async () => {
  const phone = await openPhone();
  const { page } = phone;
  await begin(phone);
  const path = new URL(page.url()).pathname;
  for (let step = await stepOf(phone); step.kind === 'question'; step = await stepOf(phone)) {
    const body = { itemId: step.question.itemId, answer: rightAnswer(step.question) };
    const status = await page.evaluate(
      async ([url, json]) =>
        (
          await fetch(url!, {
            method: 'POST',
            body: json!,
            headers: { 'content-type': 'application/json' },
          })
        ).status,
      [`/api/assessment/sessions/${step.session}/answers`, JSON.stringify(body)],
    );
    expect(status).toBe(200);
  }
  await page.goto(at(path));
  expect(page.url(), 'a finished test leads to its result').toMatch(/\/ket-qua$/);
  await page.getByText('Bác đã đạt').first().waitFor();
  expect(await page.getByRole('link', { name: 'Nhận giấy xác nhận' }).getAttribute('href')).toBe('/giay');
  await page.waitForLoadState('networkidle');
  await expectAccessible(page);
  if (process.env['BDHVS_SHOTS'])
    await page.screenshot({ path: `${process.env['BDHVS_SHOTS']}/test-passed.png` });
  await page.goto(at('/kiem-tra'));
  expect(await page.getByRole('button', { name: 'Bắt đầu làm bài' }).count()).toBe(0);
  await page.getByRole('link', { name: 'Xem kết quả' }).click();
  await page.waitForURL(/\/ket-qua$/);
  expect(phone.problems()).toEqual([]);
  await phone.close();
});
