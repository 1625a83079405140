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
