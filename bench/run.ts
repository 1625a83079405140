// `npm run bench [-- <name>…]`: runs every benchmark, one after another, and says at the end which missed its mark.
// A benchmark is a folder with `run.ts`, or one file; it prints its figures side by side and exits with 1 when it missed.
import { spawn, spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const wanted = process.argv.slice(2);
const files = new Map(
  globSync(['*/run.ts', '*.ts'], { cwd: import.meta.dirname, exclude: ['run.ts'] })
    .sort()
    .map((file) => [file.endsWith('/run.ts') ? basename(dirname(file)) : basename(file, '.ts'), file]),
);
const found = [...files.keys()];
const unknown = wanted.filter((name) => !found.includes(name));
if (unknown.length > 0) {
  console.error(`✗ there is no benchmark ${unknown.join(', ')}; there are: ${found.join(', ')}`);
  process.exit(2);
}

console.log(
  `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`,
);
// Those that start the product find its pages built.
spawnSync(process.execPath, [join(root, 'src/server/start.mjs'), '--build-only'], {
  cwd: root,
  stdio: 'inherit',
});
const missed: string[] = [];
for (const name of wanted.length > 0 ? wanted : found) {
  console.log(`\n── ${name}`);
  const child = spawn(process.execPath, [join(import.meta.dirname, files.get(name)!)], {
    cwd: root,
    stdio: 'inherit',
  });
  const code = await new Promise<number>((done) => child.on('close', (given) => done(given ?? 1)));
  if (code !== 0) missed.push(name);
}
console.log(missed.length > 0 ? `\nMissed: ${missed.join(', ')}` : '\nAll marks were met.');
process.exit(missed.length > 0 ? 1 : 0);
