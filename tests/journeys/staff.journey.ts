// Staff: password and code, passkey, wrong words, lockout, what is out of reach, signing out everywhere.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAccessible } from './support/axe.ts';
import { at, closeBrowser, inTabs, openPhone, type Phone } from './support/browser.ts';
import { signInStaff } from './support/staff.ts';

const LOGIN = 'quantri';
const PASSWORD = 'hoc so moi ngay';

let phone: Phone;
beforeAll(async () => {
  phone = await openPhone();
});
afterAll(async () => {
  await phone?.close();
  await closeBrowser();
});

async function givePassword({ page }: Phone, login = LOGIN, password = PASSWORD): Promise<void> {
  await page.goto(at('/can-bo/dang-nhap?returnTo=%2Fcan-bo%2Fbao-mat'));
  await page.fill('[name=login]', login);
  await page.fill('[name=password]', password);
  await page.getByRole('button', { name: 'Tiếp tục' }).click();
}

async function giveCode({ page }: Phone, code?: string): Promise<void> {
  await page.waitForSelector('[name=code]');
  const shown = ((await page.textContent('strong.code')) ?? '').replace(/\D/g, '');
  await page.fill('[name=code]', code ?? shown);
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
}

test('a wrong password says what to look at, and not whether the name exists', async () => {
  const said: string[] = [];
  for (const login of [LOGIN, 'khong-co-ai']) {
    await givePassword(phone, login, 'sai roi nhe');
    said.push((await phone.page.getByRole('alert').textContent()) ?? '');
  }
  expect(said[0]).toContain('Tên đăng nhập hoặc mật khẩu chưa đúng');
  expect(said[1]).toBe(said[0]);
  await expectAccessible(phone.page);
});

test('a wrong code opens nothing; the right one opens the page that was asked for', async () => {
  const { page } = phone;
  await givePassword(phone);
  await giveCode(phone, '000000');
  expect(await page.getByRole('alert').textContent()).toContain('Mã chưa đúng');
  await expectAccessible(page);
  await giveCode(phone);
  await page.waitForURL('**/can-bo/bao-mat');
  await expectAccessible(page);
});

test('a passkey of this device signs in without the six digits', async () => {
  const { page, context } = phone;
  const devtools = await context.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.goto(at('/can-bo/bao-mat'));
  await page.fill('[name=name]', 'Máy ở cơ quan');
  await page.getByRole('button', { name: 'Thêm khoá truy cập trên máy này' }).click();
  await page.getByRole('button', { name: 'Gỡ khoá truy cập Máy ở cơ quan' }).waitFor();
  const { credentials } = await devtools.send('WebAuthn.getCredentials', { authenticatorId });
  expect(credentials).toHaveLength(1);

  await page.locator('.menu summary').click();
  await page.getByRole('button', { name: 'Đăng xuất', exact: true }).click();
  await page.waitForURL('**/can-bo/dang-nhap?ra=1');
  await page.getByRole('status').filter({ hasText: 'Đã đăng xuất' }).waitFor();
  await givePassword(phone);
  await page.getByRole('button', { name: /Dùng khoá truy cập/ }).click();
  await page.waitForURL('**/can-bo/bao-mat');
  await page.getByText(/Dùng gần nhất/).waitFor();
  await page.getByRole('button', { name: 'Gỡ khoá truy cập Máy ở cơ quan' }).click();
  await page.getByText('Đã gỡ khoá truy cập.').waitFor();
  await devtools.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
});

test('every entry of the navigation leads somewhere, without barriers', async () => {
  const { page } = phone;
  const items = await page
    .locator('.menu nav a')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')!));
  expect(items).toEqual(
    expect.arrayContaining(['/quan-tri/nguoi-dung', '/quan-tri/nhat-ky', '/can-bo/bao-mat']),
  );
  await inTabs(phone, items, async (tab, href) => {
    const answer = await tab.goto(at(href));
    expect(answer?.status(), href).toBe(200);
    await expectAccessible(tab);
  });
});

test('an administrator adds, renames and closes a residential group; a slip closes nothing', async () => {
  const { page } = phone;
  const reply = await page.request.get(at('/api/organisations/units?q=truong+vinh&kind=commune&limit=1'));
  const { units } = (await reply.json()) as { units: { id: number }[] };
  await page.goto(at(`/quan-tri/don-vi?don-vi=${units[0]!.id}`));
  await page.fill('[name=name]', 'Tổ dân phố thử số 9');
  await page.getByRole('button', { name: 'Thêm đơn vị' }).click();
  await page.getByText('Đã thêm Tổ dân phố thử số 9.').waitFor();
  await page.getByText('Đổi tên hoặc ngừng Tổ dân phố thử số 9').click();
  await page.locator('form[action*="/rename"] [name=name]').fill('Tổ dân phố thử số 10');
  await page.getByRole('button', { name: 'Đổi tên', exact: true }).click();
  await page.getByText('Đã đổi tên thành Tổ dân phố thử số 10.').waitFor();
  await page.getByText('Đổi tên hoặc ngừng Tổ dân phố thử số 10').click();
  await page.locator('[name=reason]').fill('Thử');
  await page.locator('[name=again]').fill('Tổ dân phố khác');
  await page.getByRole('button', { name: 'Ngừng đơn vị này' }).click();
  await page.getByText('Tên gõ lại chưa giống nên chưa ngừng đơn vị nào.').waitFor();
  await expectAccessible(page);
});

test('a unit out of reach is not found, and who is not signed in is asked to sign in', async () => {
  const stranger = await openPhone();
  const asked = await stranger.page.goto(at('/quan-tri/nguoi-dung'));
  expect(asked?.url()).toContain('/can-bo/dang-nhap?returnTo=%2Fquan-tri%2Fnguoi-dung');
  await stranger.close();
  const elsewhere = await phone.page.goto(at('/quan-tri/nguoi-dung?don-vi=987654321'));
  expect(elsewhere?.status()).toBe(404);
});

test('a member of staff without the role finds no administration, as if there were none', async () => {
  const clerk = await openPhone();
  await signInStaff(clerk, 'xa');
  for (const path of ['', '/nguoi-dung', '/don-vi', '/nhat-ky', '/giay']) {
    const answer = await clerk.page.goto(at(`/quan-tri${path}`));
    expect(answer?.status(), path).toBe(404);
    expect(await clerk.page.locator('a[href^="/quan-tri"]').count(), path).toBe(0);
  }
  await expectAccessible(clerk.page);
  await clerk.close();
});

test('a province’s many communes are found, sorted and turned over, and no wide table hides a barrier', async () => {
  const { page } = phone;
  const rows = page.locator('#bang tbody tr');
  for (const path of [
    '/ban-lam-viec/1',
    '/ban-lam-viec/1040',
    '/ban-lam-viec/1040/dan-so',
    '/so-lieu/1040',
  ]) {
    await page.goto(at(path));
    expect(await rows.count(), path).toBeLessThanOrEqual(20);
    await expectAccessible(page);
  }
  await page.goto(at('/ban-lam-viec/1040'));
  await page.getByRole('link', { name: 'Trang sau' }).press('Enter');
  await page.waitForURL('**trang=2**');
  await page.getByRole('status').filter({ hasText: '21–40 trên 130' }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Trang sau');
  await page.getByRole('link', { name: 'Xếp theo Đã xác nhận' }).press('Enter');
  // The second press means the other direction only once the first is shown.
  await page.waitForURL('**xep=num**');
  await page.getByRole('link', { name: 'Xếp theo Đã xác nhận' }).press('Enter');
  await page.waitForURL('**xep=-num**');
  await rows.first().filter({ hasText: 'Phường Trường Vinh' }).waitFor();
  await page.getByLabel('Tìm trong bảng').fill('thanh vinh');
  await page.getByText('1 trên 130 đơn vị').waitFor();
  expect(await rows.allTextContents()).toEqual([expect.stringContaining('Phường Thành Vinh')]);
});

test('the tiles of the provinces say what the table says, and open the province', async () => {
  const { page } = phone;
  for (const [path, share] of [
    ['/so-lieu?tim=nghe+an', 'td:last-child'],
    ['/ban-lam-viec/1?tim=nghe+an', 'td:nth-child(4)'],
  ] as const) {
    await page.goto(at(path));
    const tiles = page.getByRole('list', { name: /Các tỉnh, thành phố/ }).getByRole('link');
    expect(await tiles.count()).toBe(34);
    const said = (await page.locator(`#bang tbody ${share}`).textContent()) ?? '';
    const tile = tiles.filter({ hasText: 'Nghệ An' });
    expect(Math.round(Number.parseFloat(said.replace(',', '.')))).toBe(
      Number.parseInt((await tile.locator('b').textContent()) ?? '', 10),
    );
    await tile.press('Enter');
    await page.waitForURL('**/1040');
  }
});

test('signing out everywhere ends the session of another device too', async () => {
  const other = await openPhone({ width: 1280, height: 800 });
  await givePassword(other);
  await giveCode(other);
  await other.page.waitForURL('**/can-bo/bao-mat');
  await phone.page.goto(at('/can-bo/bao-mat'));
  await phone.page.getByRole('button', { name: 'Đăng xuất mọi máy' }).click();
  await phone.page.waitForURL('**/can-bo/dang-nhap?ra=1');
  await other.page.goto(at('/can-bo/bao-mat'));
  expect(other.page.url()).toContain('/can-bo/dang-nhap');
  await other.close();
});

test('many wrong passwords pause the account, in words', async () => {
  for (let tries = 0; tries < 12; tries++) {
    await givePassword(phone, 'bi-do-mat-khau', `sai lan ${tries}`);
    const said = (await phone.page.getByRole('alert').textContent()) ?? '';
    if (said.includes('tạm dừng để bảo vệ tài khoản')) {
      expect(said).toContain('Đợi tối đa 15 phút');
      return;
    }
  }
  throw new Error('twelve wrong passwords were all tried');
});
