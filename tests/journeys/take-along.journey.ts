// Days without a network: a programme is taken along where there is Wi-Fi, three lessons are learned in flight mode, the
// browser dies in between, and when the network is back everything is counted once.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { at } from './support/browser.ts';
import { pressUntil } from './support/walk.ts';

const PROGRAMME = 'Kỹ năng số cơ bản cho người dân';
const LESSONS = ['bat-dien-thoai-chu-to', 'thanh-toan-bang-ma-qr', 'nhan-ra-cuoc-goi-lua-dao'];
let profile: string;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  profile = mkdtempSync(join(tmpdir(), 'bdhvs-phone-'));
  await switchOn();
});
afterAll(async () => {
  await context?.close().catch(() => undefined);
  rmSync(profile, { recursive: true, force: true });
});

/** The same phone again: its storage is on disk. */
async function switchOn(): Promise<void> {
  context = await chromium.launchPersistentContext(profile, {
    executablePath: inject('browserPath'),
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'],
    viewport: { width: 360, height: 740 },
    hasTouch: true,
    isMobile: true,
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
  });
  page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(15_000);
}

async function die(): Promise<void> {
  const browser = context.browser();
  const gone = new Promise<void>((done) => context.once('close', () => done()));
  const session = await context.newCDPSession(page);
  await session.send('Browser.crash').catch(() => undefined);
  await gone;
  await browser?.close().catch(() => undefined);
}

/** Reads every step and answers every check with its right choices, as the lesson itself names them. */
async function learn(lesson: string, from = 0): Promise<number> {
  const steps = await page.evaluate(async (id) => {
    const response = await fetch(`/api/learning/lessons/${id}`);
    return ((await response.json()) as { steps: Step[] }).steps;
  }, lesson);
  for (const [index, step] of steps.entries()) {
    if (index < from) continue;
    await page.waitForURL((url) => url.pathname === `/hoc/${lesson}/${step.id}`);
    if (step.kind === 'check') {
      for (const choice of step.choices.filter((one) => one.right))
        await page.locator('label', { hasText: choice.text }).first().click();
      await page.getByRole('button', { name: 'Trả lời' }).click();
      await page.getByText('Đúng rồi').first().waitFor();
    }
    await page.getByRole('button', { name: 'Tiếp theo' }).click();
  }
  await page.waitForURL((url) => url.pathname === `/hoc/${lesson}/xong`);
  await page.getByRole('heading', { name: 'Bác đã học xong bài này' }).waitFor();
  return steps.length;
}
interface Step {
  readonly id: string;
  readonly kind: string;
  readonly choices: readonly { readonly text: string; readonly right: boolean }[];
}

const counted = async () =>
  (
    (await (await context.request.get(at('/api/learning/progress'))).json()) as {
      progress: { lesson: string; seen: number; steps: number; finishedAt: string | null }[];
    }
  ).progress;

test('a programme taken along is learned and practised without a network, through a dead browser, and counted once', async () => {
  await page.goto(at('/hoc'));
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await page.getByRole('link', { name: 'Mang bài theo' }).click();
  const card = page.getByRole('listitem').filter({ hasText: PROGRAMME });
  const button = card.getByRole('button', { name: /Tải về/ });
  // The megabytes are said before anything is fetched.
  expect(await button.innerText()).toMatch(/\d/);
  await button.click();
  await card.getByText('Đã có trên máy').waitFor({ timeout: 60_000 });
  await page.getByText('Mọi việc đã gửi').waitFor();

  await context.setOffline(true);
  const sizes: number[] = [];
  for (const lesson of LESSONS.slice(0, 2)) {
    // A new document each time, at an address that was never opened with a network.
    await page.goto(at(`/hoc/${lesson}`));
    await page.getByRole('link', { name: 'Bắt đầu học' }).click();
    sizes.push(await learn(lesson));
  }
  await page.goto(at(`/hoc/${LESSONS[2]}`));
  await page.getByRole('link', { name: 'Bắt đầu học' }).click();
  await page.getByRole('button', { name: 'Tiếp theo' }).click();
  await page.waitForURL((url) => url.pathname.split('/').length === 4);
  await page.waitForTimeout(500);
  await die();

  await switchOn();
  await context.setOffline(true);
  await page.goto(at(`/hoc/${LESSONS[2]}`));
  await page.getByRole('link', { name: 'Học tiếp bước 2' }).click();
  sizes.push(await learn(LESSONS[2]!, 1));
  // The exercise that goes with a lesson came along with it, though it was never opened.
  await page.goto(at('/luyen-tap/chuyen-khoan-qr/tu-lam'));
  await page.locator('.phone').waitFor();
  await pressUntil(page, /^Gợi ý/, 'Bác làm được rồi');
  await page.goto(at('/hoc/tai-ve'));
  await page.getByText(/việc đã lưu trên máy này, đang chờ mạng/).waitFor();

  await context.setOffline(false);
  await page.getByText('Mọi việc đã gửi').waitFor({ timeout: 20_000 });
  const progress = await counted();
  for (const [index, lesson] of LESSONS.entries()) {
    const one = progress.find((entry) => entry.lesson === lesson);
    expect(one, lesson).toMatchObject({ seen: sizes[index], steps: sizes[index] });
    expect(one!.finishedAt, lesson).not.toBeNull();
  }
  expect(progress).toHaveLength(3);
  const practised = (await (await context.request.get(at('/api/practice/progress'))).json()) as object;
  expect(practised).toMatchObject({ progress: [{ scene: 'chuyen-khoan-qr', best: 'alone', done: 1 }] });
});

test('lessons that the browser cleared away are named as gone and come back', async () => {
  await page.evaluate(() => caches.delete('bdhvs-lessons'));
  await page.goto(at('/hoc/tai-ve'));
  await page.getByText('Máy đã tự xoá bài đã tải').waitFor();
  const card = page.getByRole('listitem').filter({ hasText: PROGRAMME });
  await card.getByRole('button', { name: /Tải/ }).click();
  await card.getByText('Đã có trên máy').waitFor({ timeout: 60_000 });
  expect(await page.getByText('Máy đã tự xoá bài đã tải').count()).toBe(0);
});
