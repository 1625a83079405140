// Courses made elsewhere: an editor brings SCORM 1.2 and 2004, another one tries and publishes them, a learner opens
// them on their own origin, leaves, comes back, and is counted once; a hostile file is refused with its reason.
import type { FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scorm12, scorm2004, zip, type TestFiles } from '../../src/modules/packages/server/testing.ts';
import { expectAccessible } from './support/axe.ts';
import { at, closeBrowser, openPhone, type Phone } from './support/browser.ts';
import { signInStaff } from './support/staff.ts';

let editor: Phone;
let reviewer: Phone;
let learner: Phone;
beforeAll(async () => {
  editor = await openPhone({ width: 1280, height: 800 });
  reviewer = await openPhone({ width: 1280, height: 800 });
  learner = await openPhone();
});
afterAll(async () => {
  for (const phone of [editor, reviewer, learner]) await phone?.close();
  await closeBrowser();
});

/** Signs in and opens the unit's page of courses made elsewhere. */
async function openDesk(phone: Phone, login: string): Promise<void> {
  await signInStaff(phone, login);
  await phone.page.locator('a[href$="/khoa-hoc-ngoai"]:visible').first().click();
  await phone.page.getByRole('heading', { name: 'Đưa khoá học có sẵn vào cho người học' }).waitFor();
}

async function bring(page: Page, name: string, files: TestFiles): Promise<void> {
  await page.getByLabel('Ai làm ra, lấy từ đâu').fill('Tự làm để thử, không của ai khác');
  const buffer = Buffer.from(zip(files));
  await page.setInputFiles('[name=file]', { name, mimeType: 'application/zip', buffer });
  await page.getByRole('button', { name: 'Gửi và kiểm tra' }).click();
}

/** The course inside the player inside the page. */
const inside = (page: Page): FrameLocator => page.frameLocator('.frame iframe').frameLocator('#stage iframe');

test('an editor brings two packages; a hostile one is refused with the reason and the place', async () => {
  const { page } = editor;
  await openDesk(editor, 'bientap');
  await bring(page, 'mat-khau.zip', scorm12('An toàn mật khẩu'));
  await page.getByRole('link', { name: 'An toàn mật khẩu' }).waitFor();
  await bring(page, 'mua-sam.zip', scorm2004('Mua sắm trên mạng'));
  await page.getByRole('link', { name: 'Mua sắm trên mạng' }).waitFor();
  await bring(page, 'la.zip', { ...scorm12('Lạ'), '../../ngoai.html': 'x' });
  const refused = page.getByText('Tệp “la.zip” bị từ chối');
  await refused.waitFor();
  await page.getByText('Ở: ../../ngoai.html').waitFor();
  await expectAccessible(page);
});

test('another person tries them on their own origin and publishes', async () => {
  const { page } = reviewer;
  await openDesk(reviewer, 'duyetbai');
  for (const title of ['An toàn mật khẩu', 'Mua sắm trên mạng']) {
    await page.getByRole('link', { name: title }).click();
    await page.getByRole('button', { name: 'Mở thử' }).click();
    await inside(page).getByText('Lần mở: 1').waitFor();
    await page.getByRole('button', { name: 'Xong, đóng lại' }).click();
    await page.getByRole('button', { name: 'Mở thử' }).waitFor();
    await page.getByRole('button', { name: 'Công bố cho người học' }).click();
    await page.getByText('Đã công bố').waitFor();
    await page.goBack();
    await page.goto(page.url().replace(/(khoa-hoc-ngoai).*/, '$1'));
  }
});

test('a learner finishes SCORM 1.2 once, comes back to where she was, and the package learns nothing of her', async () => {
  const { page } = learner;
  await page.goto(at('/hoc/khoa-hoc-ngoai'));
  await expectAccessible(page);
  await page.getByRole('link', { name: 'An toàn mật khẩu' }).click();
  await page.getByRole('button', { name: 'Mở khoá học' }).click();
  await inside(page).getByText('Lần mở: 1').waitFor();
  expect(await inside(page).locator('#name').textContent()).toBe('Học viên');

  const frame = page.frames().find((one) => one.url().includes('/f/noi-dung/'))!;
  const origin = new URL(at('/')).origin;
  expect(new URL(frame.url()).origin).not.toBe(origin);
  const reach = await frame.evaluate(async (main) => {
    const top = (() => {
      try {
        return window.top!.document.title;
      } catch {
        return 'closed';
      }
    })();
    const asked = await fetch(`${main}/api/identity/me`).then(
      () => 'open',
      () => 'closed',
    );
    return { top, asked, cookie: document.cookie };
  }, origin);
  expect(reach).toEqual({ top: 'closed', asked: 'closed', cookie: '' });
  learner.problems();

  await inside(page).getByRole('button', { name: 'Xong' }).click();
  await inside(page).getByText('Đã ghi').waitFor();
  await page.getByRole('button', { name: 'Xong, đóng lại' }).click();
  await page.getByText('Bác đã học xong khoá này').waitFor();
  await page.getByText('Điểm cao nhất khoá học tự cho: 90 trên 100').waitFor();
  await expectAccessible(page);
  const first = await places();

  await page.reload();
  await page.getByRole('button', { name: 'Học tiếp' }).click();
  await inside(page).getByText('Lần mở: 2').waitFor();
  await page.getByRole('button', { name: 'Xong, đóng lại' }).click();
  await page.getByRole('button', { name: 'Học tiếp' }).waitFor();
  expect(await places()).toEqual(first);
  expect(first).toMatchObject([{ part: 'i1', passed: true, score: 90 }]);
  expect(learner.problems()).toEqual([]);
});

test('SCORM 2004: a part that tells and one that does not are both finished', async () => {
  const { page } = learner;
  await page.goto(at('/hoc/khoa-hoc-ngoai'));
  await page.getByRole('link', { name: 'Mua sắm trên mạng' }).click();
  await page.getByRole('button', { name: 'Mở khoá học' }).click();
  await inside(page).getByRole('button', { name: 'Xong' }).click();
  await inside(page).getByText('Đã ghi').waitFor();
  await page.frameLocator('.frame iframe').getByRole('button', { name: 'Phần sau' }).click();
  await inside(page).getByRole('heading', { name: 'Tờ nhắc' }).waitFor();
  await page.getByRole('button', { name: 'Xong, đóng lại' }).click();
  await page.getByText('Bác đã học xong khoá này').waitFor();
  expect(await places()).toMatchObject([
    { part: 'a', passed: true, score: 90 },
    { part: 'b', passed: null, score: null },
  ]);
  expect(learner.problems()).toEqual([]);
});

/** Where the learner is, as the server has it. */
async function places(): Promise<unknown> {
  const id = new URL(learner.page.url()).pathname.split('/').at(-1);
  const reply = await learner.context.request.get(at(`/api/packages/${id}`));
  return ((await reply.json()) as { places: unknown }).places;
}
