/**
 * A learner's first visit, measured in the browser: compressed bytes, and the largest paint on slow 4G (1.6 Mbit/s,
 * 150 ms) with a processor four times slower; beside an empty page of the same server, which is what the network and the
 * browser alone cost.
 */
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { findBrowser } from '../tools/browser.mjs';

const PAGES = ['/', '/hoc', '/hoc/nhan-ra-cuoc-goi-lua-dao', '/kiem-tra'];
const MARKS = { totalKb: 140, scriptKb: 60, lcpMs: 2500 };

const port = await freePort();
const folder = mkdtempSync(join(tmpdir(), 'bdhvs-bench-'));
chmodSync(folder, 0o755);
const root = join(import.meta.dirname, '..');
const env = { ...process.env, PORT: String(port), BDHVS_DATA: folder };
const server = spawn(process.execPath, [join(root, 'src/server/start.mjs')], {
  cwd: root,
  env,
  stdio: 'ignore',
});
const base = `http://127.0.0.1:${port}`;
try {
  await untilReady();
  const executablePath = await findBrowser(() => {});
  if (!executablePath) throw new Error('no browser: install Chromium, or set BDHVS_BROWSER');
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
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
  server.kill('SIGINT');
  await new Promise((done) => server.once('exit', done));
  rmSync(folder, { recursive: true, force: true });
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

function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function untilReady(): Promise<void> {
  for (let waited = 0; waited < 120; waited++) {
    const ready = await fetch(`${base}/readyz`).then(
      (reply) => reply.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((done) => setTimeout(done, 1000));
  }
  throw new Error('the product did not start');
}
