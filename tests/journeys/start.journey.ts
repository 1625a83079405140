// Start, look, stop, start again, lose power, start again.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAccessible } from './support/axe.ts';
import { closeBrowser, openPhone } from './support/browser.ts';
import { startProduct, type Product } from './support/server.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(async () => {
  await closeBrowser();
  await product.remove();
});

const get = async (path: string) => {
  const response = await fetch(product.url + path);
  return { status: response.status, text: await response.text(), headers: response.headers };
};

test('the first page opens on a phone, without barriers, errors or refused resources', async () => {
  const phone = await openPhone();
  const answer = await phone.page.goto(product.url);
  expect(answer?.status()).toBe(200);
  expect(await phone.page.locator('html').getAttribute('lang')).toBe('vi');
  await phone.page.waitForLoadState('networkidle');
  expect(phone.problems()).toEqual([]);
  await expectAccessible(phone.page);
  await phone.close();
});

test('health, readiness and figures are for machines', async () => {
  expect(await get('/healthz')).toMatchObject({ status: 200, text: 'ok' });
  expect(await get('/readyz')).toMatchObject({ status: 200, text: 'ready' });
  const metrics = await get('/metrics');
  expect(metrics.status).toBe(200);
  expect(metrics.text).toContain('bdhvs_requests_total');
  const proxied = await fetch(`${product.url}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.7' } });
  expect(proxied.status).toBe(404);
});

test('every answer carries the security headers, and pages a policy without inline scripts', async () => {
  const page = await get('/');
  expect(page.headers.get('x-content-type-options')).toBe('nosniff');
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'self'");
  expect(policy).not.toContain('unsafe');
  expect((await get('/api/openapi.json')).status).toBe(200);
});

test('Ctrl-C stops the database cleanly, and the next start finds everything', async () => {
  expect(await product.stop()).toBe(0);
  if (!product.databaseUrl) expect(existsSync(join(product.folder, 'postgres/postmaster.pid'))).toBe(false);
  expect(existsSync(join(product.folder, 'run.json'))).toBe(false);
  await product.start();
  console.log(`second start: ${(product.startMs() / 1000).toFixed(1)} s`);
  expect((await get('/')).status).toBe(200);
});

test('after a loss of power the next start recovers', async () => {
  await product.kill();
  await product.start();
  console.log(`start after a loss of power: ${(product.startMs() / 1000).toFixed(1)} s`);
  expect((await get('/readyz')).status).toBe(200);
});
