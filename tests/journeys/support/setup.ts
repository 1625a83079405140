import type { TestProject } from 'vitest/node';
import { startProduct } from './server.ts';

/** One product for all journeys. `BDHVS_BROWSER` is set by tools/test.mjs. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const product = await startProduct();
  project.provide('productUrl', product.url);
  project.provide('browserPath', process.env['BDHVS_BROWSER'] ?? '/usr/bin/chromium');
  return () => product.remove();
}
