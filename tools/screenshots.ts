// `npm run screenshots`: starts the product on a data folder of its own, uses it like its people do, and writes
// docs/images/*.png. Phones 360 × 740, desk 1280 × 800, at most 150 KB each. The browser is found as for the journeys.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import sharp from 'sharp';
import type { Step } from '../src/modules/assessment/index.ts';
import { startProduct, type Product } from '../tests/journeys/support/server.ts';
import { findBrowser } from './browser.mjs';
import { rightAnswer } from './right-answer.ts';

const FOLDER = resolve(import.meta.dirname, '../docs/images');
const MOST_BYTES = 150 * 1024;
const say = (line: string) => void process.stdout.write(`${line}\n`);

/** Pages on which nothing has to be done before. */
const PHONE_PAGES = [
  ['/', 'phone-home'],
  ['/hoc', 'phone-lessons'],
  ['/hoc/nhan-ra-cuoc-goi-lua-dao/ba-dau-hieu', 'phone-lesson'],
  ['/luyen-tap/chuyen-khoan-qr', 'phone-practice'],
  ['/hoc/tai-ve', 'phone-take-along'],
  ['/gia-dinh', 'phone-household'],
] as const;

/** Pages of the desk by who sees them. The path follows that of the person's own unit. */
const DESKS: Readonly<Record<string, readonly (readonly [path: string, name: string])[]>> = {
  tinh: [
    ['', 'desk-overview'],
    ['/nhiem-vu', 'desk-tasks'],
    ['/xu-huong', 'desk-trend'],
    ['/dung-han', 'desk-timeliness'],
  ],
  xa: [
    ['/bao-cao', 'desk-reports'],
    ['/dau-hieu', 'desk-signals'],
  ],
  bientap: [['/bai-hoc', 'desk-lessons']],
};
const SAMPLE_PLAN = resolve(import.meta.dirname, '../tests/plans/samples/phuong-ngoac-don.txt');

const executablePath = await findBrowser(say);
if (!executablePath) throw new Error('there is no browser');
mkdirSync(FOLDER, { recursive: true });
const product = await startProduct();
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
try {
  await drawLearner(browser, product);
  await invented(product);
  await drawDesk(browser, product);
} finally {
  await browser.close();
  await product.remove();
}

/** The desk shows something once the invented people are there. */
async function invented({ output }: Product): Promise<void> {
  for (let waited = 0; waited < 120 && !output().includes('loaded in'); waited++) {
    await new Promise((done) => setTimeout(done, 1000));
  }
}

/** She learns, is tested, is confirmed, and anybody can check it. */
async function drawLearner(browser: Browser, { url }: Product): Promise<void> {
  const page = await open(browser, 360, 740);
  for (const [path, name] of PHONE_PAGES) await shoot(page, `${url}${path}`, name);
  await page.goto(`${url}/kiem-tra`);
  await page.getByRole('button', { name: 'Bắt đầu làm bài' }).click();
  await page.waitForURL(/\/kiem-tra\/[0-9a-f-]{36}$/);
  await keep(page, 'phone-question');
  await passTest(page, url);
  await page.goto(page.url());
  await keep(page, 'phone-result');
  await page.goto(`${url}/dang-nhap?returnTo=/giay`);
  await page.getByRole('link', { name: 'Đăng nhập thử' }).click();
  await page.getByRole('button', { name: 'Nguyễn Thị Mẫu' }).click();
  await page.waitForURL(/\/giay$/);
  await page.getByRole('button', { name: 'Tôi đồng ý' }).click();
  await page.waitForLoadState('networkidle');
  await page.locator('a[href^="/giay/"]').first().click();
  await page.waitForURL(/\/giay\/[0-9a-f-]{36}$/);
  await keep(page, 'phone-certificate');
  await page.goto(await verificationOf(page, url));
  await keep(page, 'phone-verification');
  await page.context().close();
}

/** Answers the open test rightly to its end. */
async function passTest(page: Page, url: string): Promise<void> {
  const session = `${url}/api/assessment/sessions/${new URL(page.url()).pathname.split('/')[2]}`;
  const { request } = page.context();
  let step = (await (await request.get(session)).json()) as Step;
  while (step.kind === 'question') {
    const data = { itemId: step.question.itemId, answer: rightAnswer(step.question) };
    const answer = await request.post(`${session}/answers`, { data, headers: { origin: url } });
    if (!answer.ok()) throw new Error(`an answer was refused: ${await answer.text()}`);
    step = (await answer.json()) as Step;
  }
}

async function verificationOf(page: Page, url: string): Promise<string> {
  const link = await page.locator('a[href*="/xac-minh/"]').first().getAttribute('href');
  if (!link) throw new Error('the certificate names no page to check it');
  return new URL(link, url).href;
}

async function drawDesk(browser: Browser, product: Product): Promise<void> {
  for (const [login, pages] of Object.entries(DESKS)) {
    const page = await open(browser, 1280, 800);
    const unit = await signIn(page, product, login);
    for (const [path, name] of pages) await shoot(page, `${product.url}${unit}${path}`, name);
    if (login === 'xa') await readPlan(page, `${product.url}${unit}/ke-hoach`);
    await page.context().close();
  }
}

/** With the password and the code of the demonstration. @returns path of the person's own unit */
async function signIn(page: Page, { url, output }: Product, login: string): Promise<string> {
  await page.goto(`${url}/can-bo/dang-nhap?returnTo=/ban-lam-viec`);
  await page.locator('input[name=login]').fill(login);
  await page.locator('input[name=password]').fill(/password "([^"]+)"/.exec(output())![1]!);
  await page.locator('form:has(input[name=password]) button').click();
  await page.locator('input[name=code]').fill((await page.locator('.code').innerText()).trim());
  await page.locator('form:has(input[name=code]) button').click();
  await page.waitForURL((to) => to.pathname.startsWith('/ban-lam-viec/'));
  return /\/ban-lam-viec\/\d+/.exec(page.url())![0];
}

async function readPlan(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.setInputFiles('input[type=file]', SAMPLE_PLAN);
  await page.locator('main input[type=text]').first().fill('Kế hoạch năm 2026');
  await page.getByRole('button', { name: 'Đọc kế hoạch' }).click();
  await page.waitForURL(/\/ke-hoach\/[0-9a-f-]{36}/);
  await keep(page, 'desk-plan');
}

async function open(browser: Browser, width: number, height: number): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height },
    hasTouch: width < 600,
    isMobile: width < 600,
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    reducedMotion: 'reduce',
  });
  return context.newPage();
}

async function shoot(page: Page, url: string, name: string): Promise<void> {
  const answer = await page.goto(url);
  if (answer?.status() !== 200) throw new Error(`${url} answers ${answer?.status()}`);
  await keep(page, name);
}

async function keep(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle');
  // Screens are flat: 256 colours show them as they are, in half the bytes.
  const { size: bytes } = await sharp(await page.screenshot())
    .png({ palette: true, compressionLevel: 9 })
    .toFile(join(FOLDER, `${name}.png`));
  if (bytes > MOST_BYTES) throw new Error(`${name}.png has ${bytes} bytes, more than ${MOST_BYTES}`);
  say(`docs/images/${name}.png ${Math.round(bytes / 1024)} KB`);
}
