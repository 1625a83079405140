/**
 * A learner's first visit, measured in the browser: compressed bytes, and the largest paint on slow 4G (1.6 Mbit/s,
 * 150 ms) with a processor four times slower; beside an empty page of the same server, which is what the network and the
 * browser alone cost.
 */
import type { Page } from 'playwright-core';
import { openBrowser, startProduct } from './support/product.ts';

const PAGES = ['/', '/hoc', '/hoc/nhan-ra-cuoc-goi-lua-dao', '/kiem-tra'];
const MARKS = { totalKb: 140, scriptKb: 60, lcpMs: 2500 };

const { base, stop } = await startProduct();
try {
  const browser = await openBrowser();
  let missed = false;
  const empty = await visit('/healthz');
  console.log('page'.padEnd(34) + 'all KB   JavaScript KB   CSS KB   largest paint ms   / empty page');
  for (const path of PAGES) {
    const runs = [await visit(path), await visit(path), await visit(path)];
    const lcp = runs.map((run) => run.lcp).sort((a, b) => a - b)[1]!;
    const { total, script, style } = runs[0]!;
    missed ||= total > MARKS.totalKb || script > MARKS.scriptKb || lcp > MARKS.lcpMs;
    console.log(
      `${path.padEnd(34)}${total.toFixed(1).padStart(6)}${script.toFixed(1).padStart(16)}${style.toFixed(1).padStart(9)}${lcp.toFixed(0).padStart(19)}${(lcp / Math.max(1, empty.lcp)).toFixed(1).padStart(15)}`,
    );
  }
  console.log(
    `wanted: ≤ ${MARKS.totalKb} KB, JavaScript ≤ ${MARKS.scriptKb} KB, largest paint ≤ ${MARKS.lcpMs} ms`,
  );
  await browser.close();
  process.exitCode = missed ? 1 : 0;

  async function visit(path: string) {
    const context = await browser.newContext({
      viewport: { width: 360, height: 740 },
      serviceWorkers: 'block',
    });
    const page = await context.newPage();
    await slowDown(page);
    await page.goto(base + path, { waitUntil: 'networkidle' });
    const figures = await page.evaluate(measureInPage);
    await context.close();
    return figures;
  }
} finally {
  await stop();
}

async function slowDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 150,
    downloadThroughput: (1.6e6 / 8) * 0.9,
    uploadThroughput: (750e3 / 8) * 0.9,
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
}

/** Runs in the page: compressed bodies by kind, KB, and the time of the largest paint. */
async function measureInPage() {
  const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
  const [document] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const sum = (pattern: RegExp) =>
    entries
      .filter((entry) => pattern.test(new URL(entry.name).pathname))
      .reduce((all, entry) => all + entry.encodedBodySize, 0) / 1024;
  const lcp = await new Promise<number>((done) => {
    new PerformanceObserver((list) => done(list.getEntries().at(-1)?.startTime ?? 0)).observe({
      type: 'largest-contentful-paint',
      buffered: true,
    });
    setTimeout(() => done(performance.getEntriesByType('paint').at(-1)?.startTime ?? 0), 1000);
  });
  return {
    total: sum(/./) + (document?.encodedBodySize ?? 0) / 1024,
    script: sum(/\.js$/),
    style: sum(/\.css$/),
    lcp,
  };
}
