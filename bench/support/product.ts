/** The product as people get it, and a browser, for benchmarks that look at pages. */
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { findBrowser } from '../../tools/browser.mjs';

export interface Product {
  /** Its address, without a slash at the end. */
  readonly base: string;
  readonly stop: () => Promise<void>;
}

/** Starts it on a free port with an empty database of its own; ready when this returns. @throws after two minutes */
export async function startProduct(): Promise<Product> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'bdhvs-bench-'));
  chmodSync(folder, 0o755);
  const root = join(import.meta.dirname, '../..');
  const server = spawn(process.execPath, [join(root, 'src/server/start.mjs')], {
    cwd: root,
    env: { ...process.env, PORT: String(port), BDHVS_DATA: folder },
    stdio: 'ignore',
  });
  const base = `http://127.0.0.1:${port}`;
  const stop = async () => {
    server.kill('SIGINT');
    await new Promise((done) => server.once('exit', done));
    rmSync(folder, { recursive: true, force: true });
  };
  for (let waited = 0; waited < 120; waited++) {
    const ready = await fetch(`${base}/readyz`).then(
      (reply) => reply.ok,
      () => false,
    );
    if (ready) return { base, stop };
    await new Promise((done) => setTimeout(done, 1000));
  }
  await stop();
  throw new Error('the product did not start');
}

export async function openBrowser(): Promise<Browser> {
  const executablePath = await findBrowser(() => {});
  if (!executablePath) throw new Error('no browser: install Chromium, or set BDHVS_BROWSER');
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
