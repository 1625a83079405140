// Save everything, lose everything, get everything back: by the commands that an operator types.
import { execFile } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  globSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { node, startProduct, type Product } from './support/server.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'bdhvs-saved-'));
const file = join(folder, 'all.bdhvs');
let old: Product;
let fresh: Product;

beforeAll(async () => {
  old = await startProduct();
  fresh = await startProduct();
  // Invented people are still moving in when the first page is there; a backup is compared with what stands still.
  while (!/loaded in/.test(old.output())) await new Promise((done) => setTimeout(done, 500));
});
afterAll(async () => {
  await old?.remove();
  await fresh?.remove();
  rmSync(folder, { recursive: true, force: true });
});

interface Answer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** `npm run bdhvs -- …` for the installation of a product. */
function bdhvs(product: Product, ...args: string[]): Promise<Answer> {
  const env: NodeJS.ProcessEnv = { ...process.env, BDHVS_DATA: product.folder, LOG_LEVEL: 'error' };
  delete env['DATABASE_URL'];
  delete env['DATABASE_APP_URL'];
  if (product.databaseUrl) env['DATABASE_URL'] = product.databaseUrl;
  return new Promise((done) => {
    execFile(node(), ['src/server/cli.ts', ...args], { cwd: root, env }, (error, out, err) =>
      done({ code: error ? Number(error.code ?? 1) : 0, out, err }),
    );
  });
}

/** Rows and digest of every table. */
async function inventory(product: Product): Promise<string> {
  const { code, out, err } = await bdhvs(product, 'inventory');
  expect(code, err).toBe(0);
  return out;
}

test('a backup is taken while people learn, and the command says what it holds', async () => {
  // An anonymous learner opens a page and leaves a trace.
  await fetch(`${old.url}/`);
  const { code, out, err } = await bdhvs(old, 'backup', file);
  expect(code, err).toBe(0);
  expect(out).toMatch(/\d+ rows as of/);
  expect(existsSync(`${file}.keys`)).toBe(true);
  expect((await bdhvs(old, 'backup', file)).code).toBe(1);
});

test('a restore under another master key, or into a running program, is refused', async () => {
  const running = await bdhvs(fresh, 'restore', file, '--replace');
  expect(running.code).toBe(1);
  expect(running.err).toMatch(/stop it/);
  await fresh.stop();
  const wrong = await bdhvs(fresh, 'restore', file, '--replace');
  expect(wrong.code).toBe(1);
  expect(wrong.err).toMatch(/another master key/);
});

test('with the right key everything comes back, equal to the last row', async () => {
  await old.stop();
  const before = await inventory(old);
  writeFileSync(join(fresh.folder, 'master.key'), readFileSync(join(old.folder, 'master.key')), {
    mode: 0o600,
  });
  const full = await bdhvs(fresh, 'restore', file);
  expect(full.code).toBe(1);
  expect(full.err).toMatch(/not empty/);
  const { code, out, err } = await bdhvs(fresh, 'restore', file, '--replace');
  expect(code, err).toBe(0);
  expect(out).toMatch(/restored and proven equal/);
  expect(await inventory(fresh)).toBe(before);
});

test('the restored program starts and serves', async () => {
  await fresh.start();
  expect((await fetch(`${fresh.url}/`)).status).toBe(200);
  expect((await bdhvs(fresh, 'keys', 'check')).code).toBe(0);
});

test('what is not understood has an exit code of its own', async () => {
  expect((await bdhvs(fresh, 'restroe')).code).toBe(2);
  expect((await bdhvs(fresh, 'restore')).code).toBe(2);
  expect((await bdhvs(fresh, '--help')).code).toBe(0);
  const checked = await bdhvs(fresh, 'content', 'check');
  expect(checked.out).toMatch(/no faults/);
});

test('faults of content are listed with file and line, all of them', async () => {
  const content = mkdtempSync(join(tmpdir(), 'bdhvs-content-'));
  cpSync(join(root, 'content'), content, { recursive: true });
  const lessons = globSync('lessons/**/*.yaml', { cwd: content }).slice(0, 2);
  for (const lesson of lessons) appendFileSync(join(content, lesson), '\nnobody-knows-this: 1\n');
  const { code, err } = await bdhvs(fresh, 'content', 'check', content);
  rmSync(content, { recursive: true });
  expect(code).toBe(1);
  for (const lesson of lessons) expect(err).toMatch(new RegExp(`${lesson.replaceAll('.', '\\.')}:\\d+`));
});
