// `npm run check`: format, lint, types, boundaries, SQL, words. All run, all report, then one exit code.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const bin = join(root, 'node_modules', '.bin');
const windows = process.platform === 'win32';
const tool = (/** @type {string} */ name) => join(bin, windows ? `${name}.cmd` : name);
const node = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');

/** The slowest first. @type {readonly [name: string, command: string, ...args: string[]][]} */
const tasks = [
  ['types and markup', tool('svelte-check'), '--fail-on-warnings', '--output', 'human'],
  ['types of the service worker', tool('tsc'), '-p', 'src/service-worker', '--noEmit'],
  ['boundaries', node, 'tools/check-boundaries.ts'],
  ['format', tool('prettier'), '--check', '--log-level', 'warn', '.'],
  ['SQL portability', node, 'tools/check-sql.ts'],
  ['lint', tool('oxlint'), '--deny-warnings', '--ignore-pattern', 'tests/boundaries/tree'],
  ['words', node, 'tools/check-messages.ts'],
  ['sources', node, 'tools/check-sources.ts'],
];

/**
 * @param {string} command
 * @param {string[]} args
 * @returns {Promise<{ ok: boolean, output: string, seconds: string }>}
 */
function run(command, args) {
  const started = performance.now();
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd: root,
      shell: windows,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, PATH: `${bin}:${process.env.PATH}` },
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    const end = (/** @type {boolean} */ ok) =>
      done({ ok, output, seconds: ((performance.now() - started) / 1000).toFixed(1) });
    child.on('error', (error) => {
      output += error.message;
      end(false);
    });
    child.on('close', (code) => end(code === 0));
  });
}

// The types of routes are made from the routes.
const sync = await run(tool('svelte-kit'), ['sync']);
if (!sync.ok) process.stdout.write(sync.output);

const waiting = [...tasks];
/** @type {string[]} */
const failed = [];
async function work() {
  for (let task = waiting.shift(); task; task = waiting.shift()) {
    const [name, command, ...args] = task;
    const { ok, output, seconds } = await run(command, args);
    process.stdout.write(`${ok ? '✓' : '✗'} ${name} (${seconds} s)\n`);
    if (ok) continue;
    failed.push(name);
    process.stdout.write(`${output.trim().replaceAll(/^/gm, '    ')}\n`);
  }
}
await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, work));
process.stdout.write(
  failed.length > 0
    ? `\n${failed.length} of ${tasks.length} checks failed: ${failed.join(', ')}\n`
    : `\nAll ${tasks.length} checks passed\n`,
);
process.exit(failed.length > 0 ? 1 : 0);
