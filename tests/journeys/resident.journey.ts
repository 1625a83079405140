// The main job: learn, be assessed, be confirmed, be counted. One woman, one cheap phone, a bad network and a server that
// dies on the way; then the ward, the province and the nation each count one more.
import type { APIRequestContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Step } from '../../src/modules/assessment/index.ts';
import { expectAccessible } from './support/axe.ts';
import { closeBrowser, openPhone, type Phone } from './support/browser.ts';
import { rightAnswer } from '../../tools/right-answer.ts';
import { startProduct, type Product } from './support/server.ts';
import { signInStaff } from './support/staff.ts';

let product: Product;
let phone: Phone;
let page: Page;
const url = (path: string) => new URL(path, product.url).href;

beforeAll(async () => {
  product = await startProduct();
  phone = await openPhone();
  page = phone.page;
}, 240_000);
afterAll(async () => {
  await phone.close();
  await closeBrowser();
  await product.remove();
});

const LESSON = 'goi-video-cho-con-chau';

async function get<T>(request: APIRequestContext, path: string): Promise<T> {
  const reply = await request.get(url(path));
  expect(reply.status(), path).toBe(200);
  return (await reply.json()) as T;
}

interface Progress {
  progress: { lesson: string; at: string; seen: number; steps: number; finishedAt: string | null }[];
}
const progressOf = async () =>
  (await get<Progress>(phone.context.request, '/api/learning/progress')).progress;

/** Waits until it holds; the phone sends in the background. */
async function eventually(what: string, holds: () => Promise<boolean>, seconds = 10): Promise<void> {
  for (let waited = 0; waited < seconds * 10; waited++) {
    if (await holds()) return;
    await page.waitForTimeout(100);
  }
  throw new Error(`not within ${seconds} s: ${what}`);
}

test('she finds a lesson without diacritics and learns it, with a wrong answer on the way', async () => {
  await page.goto(url('/'));
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Vào học' }).click();
  await page.getByRole('searchbox').fill('goi video');
  await page.getByRole('button', { name: 'Tìm', exact: true }).click();
  await page.waitForURL(/tim=/);
  await page.locator(`main a[href="/hoc/${LESSON}"]`).first().click();
  await page.waitForURL(new RegExp(`/hoc/${LESSON}$`));
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Bắt đầu học' }).click();
  let wrong = 0;
  for (let step = 0; step < 20 && !page.url().endsWith('/xong'); step++) {
    await page.waitForLoadState('networkidle');
    const before = page.url();
    if ((await page.locator('fieldset').count()) > 0) {
      if (wrong === 0) await expectAccessible(page);
      wrong += await answerCheck(page);
    }
    await page.getByRole('button', { name: 'Tiếp theo' }).click();
    await page.waitForURL((now) => now.href !== before);
  }
  expect(wrong, 'each first choice is not the right one everywhere').toBeGreaterThan(0);
  await page.getByText('Bác đã học xong bài này').waitFor();
  await eventually('the lesson is finished at the server', async () =>
    (await progressOf()).some((one) => one.lesson === LESSON && one.finishedAt !== null),
  );
});

/** Tries the choices from the first, as somebody unsure would; gives the number of wrong tries. */
async function answerCheck(page: Page): Promise<number> {
  for (let choice = 0; choice < 4; choice++) {
    await page.locator('label.choice').nth(choice).click();
    await page.getByRole('button', { name: 'Trả lời' }).click();
    await page.locator('.feedback .notice').first().waitFor();
    if ((await page.getByText('Đúng rồi.', { exact: true }).count()) > 0) return choice;
    expect(
      (await page.locator('.feedback').innerText()).length,
      'a wrong answer is explained',
    ).toBeGreaterThan(30);
    // A question with several right choices is left after a try: it may be gone on from.
    if (await page.locator('input[type=checkbox]').count()) return 1;
    await page.getByRole('link', { name: 'Chọn lại' }).click();
    await page.locator('label.choice input:enabled').first().waitFor();
  }
  return 4;
}

test('a lesson left in the middle goes on at the exact step, also after the browser was closed', async () => {
  const other = 'bat-dien-thoai-chu-to';
  await page.goto(url(`/hoc/${other}`));
  await page.getByRole('link', { name: 'Bắt đầu học' }).click();
  for (let step = 0; step < 2; step++) {
    await page.waitForLoadState('networkidle');
    const before = page.url();
    await page.getByRole('button', { name: 'Tiếp theo' }).click();
    await page.waitForURL((now) => now.href !== before);
  }
  const place = new URL(page.url()).pathname;
  await eventually('the place is kept', async () =>
    (await progressOf()).some((one) => one.lesson === other && place.endsWith(`/${one.at}`)),
  );
  await page.close();
  page = await phone.context.newPage();
  await page.goto(url(`/hoc/${other}`));
  await page.getByRole('link', { name: 'Học tiếp bước 3' }).click();
  await page.waitForURL(new RegExp(`${place}$`));
});

let session = '';
const stepOf = () => get<Step>(phone.context.request, `/api/assessment/sessions/${session}`);

async function answerRightly(step: Extract<Step, { kind: 'question' }>): Promise<void> {
  const reply = await phone.context.request.post(url(`/api/assessment/sessions/${session}/answers`), {
    data: { itemId: step.question.itemId, answer: rightAnswer(step.question) },
  });
  expect(reply.status()).toBe(200);
}

test('the test survives a server that is killed in the middle', async () => {
  await page.goto(url('/kiem-tra'));
  await page.getByRole('button', { name: 'Bắt đầu làm bài' }).click();
  await page.waitForURL(/\/kiem-tra\/[0-9a-f-]{36}$/);
  session = new URL(page.url()).pathname.split('/')[2]!;
  for (let answered = 0; answered < 3; answered++) {
    const step = await stepOf();
    if (step.kind === 'question') await answerRightly(step);
  }
  const before = await stepOf();
  await product.kill();
  await product.start();
  expect(await stepOf()).toEqual(before);
  for (let step = before; step.kind === 'question'; step = await stepOf()) await answerRightly(step);
  await page.goto(url(`/kiem-tra/${session}/ket-qua`));
  await page.getByText('Bác đã đạt').first().waitFor();
}, 120_000);

test('what is missing for the certificate is said, and everything done before signing in is kept once', async () => {
  const before = await progressOf();
  const signIn = page.locator('main a[href^="/dang-nhap"]', { hasText: 'Đăng nhập' });
  await eventually('what is missing is said, also after the crash', async () => {
    await page.goto(url('/giay'));
    return (await page.getByText('Còn vài bước nữa').count()) > 0;
  });
  await expectAccessible(page);
  await signIn.first().click();
  await page.locator('a[href^="/api/identity/sign-in"]').first().click();
  await page.locator('button[name=resident]').first().click();
  await page.waitForURL(/\/giay/);
  expect(await progressOf()).toEqual(before);
  await eventually('the consent is asked for', async () => {
    await page.goto(url('/giay'));
    return page.getByRole('button', { name: 'Tôi đồng ý' }).isVisible();
  });
  await expectAccessible(page);
}, 60_000);

interface Overview {
  targets: { indicator: string; value: number | null }[];
}

let code = '';

test('agreeing confirms her; the certificate is a PDF, and anybody can check it without learning her name', async () => {
  await page.getByRole('button', { name: 'Tôi đồng ý' }).click();
  await eventually('the certificate', async () => {
    await page.goto(url('/giay'));
    return (await page.locator('a[href^="/giay/"]').count()) > 0;
  });
  await page.locator('a[href^="/giay/"]').first().click();
  await page.waitForURL(/\/giay\/.+/);
  await expectAccessible(page);
  const id = new URL(page.url()).pathname.split('/')[2]!;
  const pdf = await phone.context.request.get(url(`/api/credentials/mine/${id}/pdf`));
  expect(pdf.headers()['content-type']).toContain('application/pdf');
  expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-');
  code = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await page.locator('main').innerText())![0];
  const name = (await get<{ name: string }>(phone.context.request, '/api/identity/me')).name;
  const stranger = await openPhone();
  await stranger.page.goto(url(`/xac-minh/${code}`));
  const shown = await stranger.page.locator('main').innerText();
  expect(shown).toContain('còn hiệu lực');
  expect(shown).not.toContain(name);
  await expectAccessible(stranger.page);
  await stranger.page.goto(url('/xac-minh/0000-0000-0000'));
  expect(await stranger.page.locator('main').innerText()).not.toContain('còn hiệu lực');
  await stranger.close();
}, 120_000);

/** Figures as the administrator of the nation sees them. */
async function staff(): Promise<Phone> {
  const desk = await openPhone({ width: 1280, height: 800 });
  await signInStaff(desk, 'quantri', url);
  return desk;
}

const NATION = 1;
const PROVINCE = 1079;
const COMMUNE = 126882;

test('saying where she lives counts her there, in the province and in the nation within 10 s; revoking takes her out', async () => {
  const desk = await staff();
  const counted = async (unit: number) => {
    const overview = await get<Overview>(desk.context.request, `/api/movement/units/${unit}/overview`);
    return JSON.stringify(overview);
  };
  const before = await Promise.all([NATION, PROVINCE, COMMUNE].map(counted));
  await page.goto(url('/cua-toi/noi-o?returnTo=/giay'));
  await expectAccessible(page);
  await page.locator('main input[name=q]').fill('phuong 12 go vap');
  await page.locator('main form[method=get] button[type=submit]').click();
  await page.waitForURL(/q=/);
  await expectAccessible(page);
  await page.locator(`button[name=unitId][value="${COMMUNE}"]`).click();
  await page.waitForURL(/\/giay/);
  await eventually('counted in the commune, the province and the nation', async () => {
    const now = await Promise.all([NATION, PROVINCE, COMMUNE].map(counted));
    return now.every((figures, index) => figures !== before[index]);
  });
  const counts = await Promise.all([PROVINCE, COMMUNE].map(counted));

  await desk.page.goto(url(`/xac-minh/${code}`));
  await desk.page.locator('summary').last().click();
  await desk.page.locator('select').selectOption({ index: 1 });
  await desk.page.locator('main form button[type=submit]').last().click();
  await desk.page.waitForLoadState('networkidle');
  await desk.page.goto(url(`/xac-minh/${code}`));
  expect(await desk.page.locator('main').innerText()).toContain('thu hồi');
  await eventually('no longer counted', async () => {
    const now = await Promise.all([PROVINCE, COMMUNE].map(counted));
    return now.every((figures, index) => figures !== counts[index]);
  });
  expect(phone.problems()).toEqual([]);
  await desk.close();
}, 120_000);
