// The desk of each role: every page that its navigation names opens, without barriers and without an error.
import { afterAll, expect, test } from 'vitest';
import { expectAccessible } from './support/axe.ts';
import { at, closeBrowser, inTabs, openPhone } from './support/browser.ts';
import { signInStaff } from './support/staff.ts';

afterAll(closeBrowser);

/** By the last word of their path: the same page of another unit is not looked at again. */
const seen = new Set<string>();
const lastWord = (link: string): string => link.split('/').at(-1)!;

test.each(['xa', 'tinh', 'khaothi', 'bientap'])('%s: every page of the navigation', async (login) => {
  const phone = await openPhone();
  const { page } = phone;
  await signInStaff(phone, login);
  const links = await page
    .locator('.menu nav a')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href')!));
  expect(links.length).toBeGreaterThan(1);
  const unseen = links.filter((link) => !seen.has(lastWord(link)));
  for (const link of unseen) seen.add(lastWord(link));
  await inTabs(phone, unseen, async (tab, link) => {
    const answer = await tab.goto(at(link));
    expect(answer?.status(), link).toBe(200);
    await expectAccessible(tab);
    expect(await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth), link).toBe(0);
  });
  expect(phone.problems()).toEqual([]);
  await phone.close();
});
