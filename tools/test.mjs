// `npm test`: unit and action tests on a real PostgreSQL, journeys in a real browser, and the checks of content, words
// and SQL. `npm test -- <filter>` runs the unit tests of those files only. DATABASE_URL takes another PostgreSQL.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser } from './browser.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const bin = join(root, 'node_modules', '.bin');
const node = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
// Each test file is a process of its own: what Node compiled of the packages is kept from one to the next.
const compiled = join(root, 'node_modules', '.cache', 'compiled');
const results = mkdtempSync(join(tmpdir(), 'bdhvs-results-'));
const filters = process.argv.slice(2);
const say = (/** @type {string} */ line) => void process.stdout.write(`${line}\n`);
const total = { passed: 0, failed: 0, skipped: 0 };
/** @type {string[]} */
const summary = [];

/** @param {string[]} args @param {Record<string, string>} env @returns {Promise<number>} exit code */
function run(args, env = {}) {
  const child = spawn(node, args, {
    cwd: root,
    stdio: 'inherit',
    env: { NODE_COMPILE_CACHE: compiled, ...process.env, PATH: `${bin}:${process.env.PATH}`, ...env },
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
    process.once(signal, () => child.kill(signal));
  return new Promise((done) => child.on('close', (code) => done(code ?? 1)));
}

/** @param {string} name @param {{ passed: number, failed: number, skipped: number }} counts */
function count(name, counts) {
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
  summary.push(
    `${counts.failed > 0 ? '✗' : '✓'} ${name}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`,
  );
}

/** @param {string} name @param {string[]} args @param {Record<string, string>} [env] */
async function vitest(name, args, env) {
  say(`\n── ${name}`);
  const file = join(results, `${name.replaceAll(' ', '-')}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const code = await run([join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...reporters, ...args], env);
  count(name, readCounts(file, code));
}

/** @param {string} file @param {number} code */
function readCounts(file, code) {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'));
    const counts = {
      passed: report.numPassedTests,
      failed: report.numFailedTests,
      skipped: report.numPendingTests + report.numTodoTests,
    };
    // A file that cannot be loaded has no tests that could fail.
    if (code !== 0 && counts.failed === 0) counts.failed = Math.max(1, report.numFailedTestSuites);
    return counts;
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/** @param {string} name @param {string[]} args */
async function check(name, args) {
  say(`\n── ${name}`);
  const ok = (await run(args)) === 0;
  count(name, { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 });
}

async function journeys() {
  const browser = await findBrowser(say);
  if (!browser) {
    if (process.env.CI === 'true') return count('journeys', { passed: 0, failed: 1, skipped: 0 });
    say('Journeys are skipped: there is no browser.');
    return count('journeys', { passed: 0, failed: 0, skipped: 1 });
  }
  await vitest('journeys', ['-c', 'tests/journeys/vitest.config.ts', '--root', root], {
    BDHVS_BROWSER: browser,
  });
}

spawnSync(node, [join(root, 'node_modules/@sveltejs/kit/svelte-kit.js'), 'sync'], {
  cwd: root,
  stdio: 'inherit',
});
if (filters.length > 0) {
  await vitest('unit and actions', filters);
} else {
  say(
    process.env.DATABASE_URL
      ? 'Database: the one of DATABASE_URL'
      : 'Database: our own, started for the tests',
  );
  await check('content', ['src/server/cli.ts', 'content', 'check']);
  await check('words', ['tools/check-messages.ts']);
  await check('SQL portability', ['tools/check-sql.ts']);
  await check('build', ['src/server/start.mjs', '--build-only']);
  await vitest('unit and actions', []);
  await journeys();
}
rmSync(results, { recursive: true, force: true });
say(`\n${summary.join('\n')}`);
say(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed > 0 ? 1 : 0);
