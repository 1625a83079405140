import type { Page } from 'playwright-core';
import { expectAccessible } from './axe.ts';

/** Looks at the whole page at once: what lies half under the bar at the bottom can be scrolled away from it. */
export async function expectNoBarriers(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  const { width, height } = page.viewportSize()!;
  const whole = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.max(height, whole) });
  await expectAccessible(page);
  await page.setViewportSize({ width, height });
}

/** Reaches a control by Tab alone, as somebody does who has no mouse. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${selector}`);
}

/** Presses a button for as long as it is there, until something is said. */
export async function pressUntil(page: Page, name: string | RegExp, said: string): Promise<void> {
  const button = page.getByRole('button', { name });
  const end = page.getByText(said);
  for (let pressed = 0; pressed < 60; pressed++) {
    await button.or(end).first().waitFor();
    if (await end.isVisible()) return;
    // The press before may have been the last: then the button goes away under the finger.
    await button.click({ timeout: 2_000 }).catch(() => undefined);
  }
  throw new Error(`${String(name)} does not lead to ${said}`);
}
