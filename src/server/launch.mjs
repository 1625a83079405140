// Finds the Node 24 that npm brought, builds the pages when their sources changed, and at the same time starts main.ts,
// which prepares the database and waits for the pages.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const windows = process.platform === 'win32';
const node = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');
const stamp = join(root, 'build', 'sources.sha256');
const buildOnly = process.argv.includes('--build-only');

/** @type {(line: string) => never} */
function fail(line) {
  process.stderr.write(`✗ ${line}\n`);
  process.exit(1);
}

/** Digest of everything that the pages are made of. */
function digest() {
  const hash = createHash('sha256');
  const walk = (/** @type {string} */ folder) => {
    if (!existsSync(folder)) return;
    const entries = readdirSync(folder, { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else if (!/\.test\.ts$|\.sql$/.test(entry.name))
        hash.update(path.slice(root.length)).update(readFileSync(path));
    }
  };
  // What only the server reads is not part of a page.
  for (const folder of ['src', 'static', 'tools/build']) walk(join(root, folder));
  for (const file of ['package-lock.json', 'vite.config.ts']) hash.update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

/** @returns {Promise<void>} */
function build(/** @type {string} */ now) {
  process.stdout.write('Building the pages (half a minute)…\n');
  rmSync(stamp, { force: true });
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  return new Promise((done, broken) => {
    const child = spawn(node, [vite, 'build', '--logLevel', 'warn'], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    building = child;
    let errors = '';
    child.stderr.on('data', (chunk) => (errors += chunk));
    child.on('error', broken);
    child.on('close', (code) => {
      if (code !== 0) return broken(new Error(errors));
      try {
        mkdirSync(dirname(stamp), { recursive: true });
        writeFileSync(stamp, now);
        done();
      } catch (error) {
        broken(error);
      }
    });
  });
}

/** @type {(error: unknown) => string} */
function explainBuild(error) {
  const text = error instanceof Error ? error.message : String(error);
  if (/ENOSPC|no space left/i.test(text))
    return 'The disk is full: free some space and start again. Nothing is lost.';
  if (/EACCES|EROFS/.test(text))
    return `The pages cannot be written to ${join(root, 'build')}: it belongs to another user.`;
  return `The pages could not be built:\n${text.trim()}`;
}

/** @type {import('node:child_process').ChildProcess | undefined} */
let building;
/** @type {import('node:child_process').ChildProcess | undefined} */
let child;

if (!existsSync(node)) fail('Node 24 is missing from this folder: run npm ci first.');
process.on('SIGINT', () => stop('SIGINT'));
process.on('SIGTERM', () => stop('SIGTERM'));

/** @type {(signal: 'SIGINT' | 'SIGTERM') => void} */
function stop(signal) {
  building?.kill('SIGTERM');
  if (child) child.kill(signal);
  else process.exit(1);
}

const now = digest();
const stale = !existsSync(stamp) || readFileSync(stamp, 'utf8') !== now;
if (!buildOnly) {
  child = spawn(node, [join(root, 'src/server/main.ts'), ...process.argv.slice(2)], {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: {
      // What Node compiled is kept, as for the commands (compiled.ts).
      NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compiled'),
      ...process.env,
      BDHVS_BUILDING: stale ? '1' : '0',
    },
  });
  child.on('exit', (code) => {
    building?.kill('SIGTERM');
    process.exit(code ?? 1);
  });
}
if (stale) {
  try {
    await build(now);
    child?.send('built');
  } catch (error) {
    if (child?.exitCode !== null && child !== undefined) process.exit(1);
    process.stderr.write(`✗ ${explainBuild(error)}\n`);
    if (!child) process.exit(1);
    child.removeAllListeners('exit');
    child.on('exit', () => process.exit(1));
    child.kill('SIGTERM');
  }
}
