import axe from 'axe-core';
import type { Page } from 'playwright-core';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Fails with every barrier that axe finds on the page as it is now, in light and in dark. */
export async function expectAccessible(page: Page): Promise<void> {
  const found: string[] = [];
  // The whole page at once: what lies half under the bar at the bottom can be scrolled away from it.
  const size = page.viewportSize()!;
  const whole = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: size.width, height: Math.max(size.height, whole) });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // Colours that are still on their way would be measured half-way.
    await page.evaluate(() => document.getAnimations().forEach((animation) => animation.finish()));
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(
      (tags) =>
        (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
          runOnly: tags,
          resultTypes: ['violations'],
        }),
      TAGS,
    );
    for (const { id, help, nodes } of violations) {
      const places = nodes
        .slice(0, 5)
        .map((node) => `    ${node.target.join(' ')}: ${node.failureSummary?.replaceAll('\n', ' ')}`);
      found.push(`${colorScheme}: ${id}: ${help}\n${places.join('\n')}`);
    }
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  await page.setViewportSize(size);
  if (found.length > 0) throw new Error(`${page.url()} has barriers:\n${found.join('\n')}`);
}
