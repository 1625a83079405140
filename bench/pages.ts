/**
 * Pages that are the same for everybody, from memory, beside the same pages made anew for each request (the reader brings
 * a cookie that says more than how she reads). 64 kept connections, on loopback, brotli accepted.
 */
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PAGES = [
  '/',
  '/hoc',
  '/hoc/bat-dien-thoai-chu-to',
  '/hoc/bat-dien-thoai-chu-to/bat-nguon',
  '/xac-minh',
];
const CONNECTIONS = 64;
const SECONDS = 3;
const MARK = 5_000;
/** Not a session: pages are made for her, but nobody is looked up. */
const KNOWN = 'bench=1';

const root = join(import.meta.dirname, '..');
const port = await freePort();
const folder = mkdtempSync(join(tmpdir(), 'bdhvs-bench-'));
chmodSync(folder, 0o755);
const env = {
  ...process.env,
  PORT: String(port),
  BDHVS_DATA: folder,
  LOG_LEVEL: 'error',
  // So that each reader has an address of her own: one address alone may not ask this often.
  BDHVS_TRUST_PROXY: '1',
};
let readers = 0;
const server = spawn(process.execPath, [join(root, 'src/server/start.mjs')], {
  cwd: root,
  env,
  stdio: 'ignore',
});
try {
  await untilReady();
  let missed = false;
  console.log('page'.padEnd(42) + 'from memory /s   made anew /s   ratio');
  for (const path of PAGES) {
    // The first makes the page that is kept; both are warm before they are measured.
    await measure(path, '', 1);
    await measure(path, KNOWN, 1);
    const kept = await measure(path, '', SECONDS);
    const anew = await measure(path, KNOWN, SECONDS);
    missed ||= kept < MARK;
    console.log(
      path.padEnd(42) +
        kept.toFixed(0).padStart(14) +
        anew.toFixed(0).padStart(15) +
        (kept / anew).toFixed(1).padStart(8),
    );
  }
  console.log(`wanted: ≥ ${MARK} a second from memory`);
  process.exitCode = missed ? 1 : 0;
} finally {
  server.kill('SIGINT');
  await new Promise((done) => server.once('exit', done));
  rmSync(folder, { recursive: true, force: true });
}

/** Whole answers a second. Bare sockets: a full client would take more of the machine than what it measures. */
async function measure(path: string, cookie: string, seconds: number): Promise<number> {
  const lines = [`GET ${path} HTTP/1.1`, 'host: 127.0.0.1', 'accept-encoding: br'];
  if (cookie) lines.push(`cookie: ${cookie}`);
  const ask = () => {
    const number = readers++;
    const address = `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;
    return [...lines, `x-forwarded-for: ${address}`, '', ''].join('\r\n');
  };
  const started = performance.now();
  const until = started + seconds * 1000;
  const counts = await Promise.all(Array.from({ length: CONNECTIONS }, () => run(ask, until)));
  const done = counts.reduce((all, one) => all + one, 0);
  return done / ((performance.now() - started) / 1000);
}

/** Asks again and again on one connection; how many whole answers came. @throws Error unless all are 200 */
function run(ask: () => string, until: number): Promise<number> {
  return new Promise((done, fail) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(ask()));
    socket.setNoDelay(true);
    let waiting: Buffer = Buffer.alloc(0);
    let count = 0;
    socket.on('error', fail);
    socket.on('data', (piece: Buffer) => {
      waiting = waiting.length === 0 ? piece : Buffer.concat([waiting, piece]);
      const end = endOf(waiting);
      if (end === undefined) return;
      if (!waiting.subarray(0, 13).toString('latin1').startsWith('HTTP/1.1 200 '))
        return fail(new Error(waiting.subarray(0, 200).toString()));
      count += 1;
      waiting = waiting.subarray(end);
      if (performance.now() < until) socket.write(ask());
      else {
        socket.destroy();
        done(count);
      }
    });
  });
}

/** Where the answer ends that begins here; undefined while it is not whole. */
function endOf(bytes: Buffer): number | undefined {
  const head = bytes.indexOf('\r\n\r\n');
  if (head < 0) return undefined;
  const length = /\ncontent-length: (\d+)/i.exec(bytes.subarray(0, head).toString('latin1'))?.[1];
  if (length !== undefined) {
    const end = head + 4 + Number(length);
    return bytes.length >= end ? end : undefined;
  }
  const last = bytes.indexOf('\r\n0\r\n\r\n', head);
  return last < 0 ? undefined : last + 7;
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
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      (reply) => reply.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((done) => setTimeout(done, 1000));
  }
  throw new Error('the product did not start');
}
