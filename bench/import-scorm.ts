/**
 * Taking in a SCORM package of 50 MB over HTTP: how much more memory the program holds at its most, how fast it is
 * beside bare unpacking with the same library, and whether somebody who asks meanwhile is told how far it is. The
 * package is made here: films and pictures of noise, which do not get smaller, and some pages.
 *
 *   node bench/import-scorm.ts [--megabytes 50]
 */
import { randomBytes } from 'node:crypto';
import { closeSync, createReadStream, createWriteStream, openSync, statSync, writeSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { strToU8, Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import yauzl from 'yauzl';
import { getImport, importPackage } from '#modules/packages/index.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { signInStaff } from '#server/testing-staff.ts';
import { serve } from './support/serve.ts';

const MOST_MORE = 150;
const MB = 1024 * 1024;
const ROUNDS = 3;
const { values } = parseArgs({ options: { megabytes: { type: 'string', default: '50' } } });
const wanted = Number(values.megabytes);

const { folder, services, connection, port, stop } = await serve();
const UNIT = Number(
  (await connection.pool.query('SELECT min(id) AS id FROM organisations.units')).rows[0].id,
);
const editor = { cookies: new Map<string, string>() };
await signInStaff({ services }, editor, 'content-editor', UNIT);
const cookie = [...editor.cookies].map((pair) => pair.join('=')).join('; ');

/** A package with this many megabytes of films, written piece by piece. */
function makePackage(path: string, megabytes: number): void {
  const file = openSync(path, 'w');
  const zip = new Zip((error, data) => {
    if (error) throw error;
    writeSync(file, data);
  });
  const text = (name: string, body: string) => {
    const entry = new ZipDeflate(name);
    zip.add(entry);
    entry.push(strToU8(body), true);
  };
  text(
    'imsmanifest.xml',
    `<manifest identifier="m"><metadata><schemaversion>1.2</schemaversion></metadata>
      <organizations default="o"><organization identifier="o"><title>Bench ${newUuid()}</title>
      <item identifier="i" identifierref="r"><title>1</title></item></organization></organizations>
      <resources><resource identifier="r" href="p0.html"/></resources></manifest>`,
  );
  for (let page = 0; page < 200; page++) text(`p${page}.html`, `<h1>${page}</h1>`.repeat(100));
  for (let film = 0; film < megabytes; film++) {
    const entry = new ZipPassThrough(`film-${film}.mp4`);
    zip.add(entry);
    entry.push(randomBytes(MB), true);
  }
  zip.end();
  closeSync(file);
}

/** The beginning of an upload as a browser sends it. */
const BOUNDARY = 'bench';
const before = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="source"\r\n\r\nbench\r\n--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="bench.zip"\r\ncontent-type: application/zip\r\n\r\n`;
const after = `\r\n--${BOUNDARY}--\r\n`;

async function upload(path: string, id: string): Promise<void> {
  const length = before.length + statSync(path).size + after.length;
  const sending = request({
    port,
    host: '127.0.0.1',
    method: 'POST',
    path: importPackage.path.replace(':unit', String(UNIT)).replace(':import', id),
    headers: {
      cookie,
      'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
      'content-length': length,
    },
  });
  const answered = new Promise<void>((done, broken) => {
    sending.on('error', broken);
    sending.on('response', (reply) => {
      reply.resume();
      reply.on('end', () =>
        reply.statusCode === 200 ? done() : broken(new Error(`import: ${reply.statusCode}`)),
      );
    });
  });
  sending.write(before);
  await pipeline(createReadStream(path), sending, { end: false });
  sending.end(after);
  await answered;
}

/** Unpacks with the same library and writes the files, and nothing else. */
async function unpackBare(path: string, to: string): Promise<void> {
  const zip = await yauzl.openPromise(path, { lazyEntries: true });
  let n = 0;
  for await (const entry of zip.eachEntry())
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(`${to}-${n++}`));
}

/** What an uploader who asks is told, each answer once. */
async function watch(id: string, told: Set<string>, going: () => boolean): Promise<void> {
  while (going()) {
    const reply = await fetch(`http://127.0.0.1:${port}${getImport.path.replace(':import', id)}`, {
      headers: { cookie },
    });
    if (reply.ok) {
      const { state, received, filesDone } = (await reply.json()) as {
        state: string;
        received: number;
        filesDone: number;
      };
      told.add(`${state} ${received} ${filesDone}`);
    }
    await new Promise((done) => setTimeout(done, 50));
  }
}

const archive = join(folder, 'bench.zip');
// A small one first: what a first import brings into memory stays there.
makePackage(archive, 1);
await upload(archive, newUuid());

const ours: number[] = [];
const bare: number[] = [];
const told = new Set<string>();
let most = 0;
const calm = process.memoryUsage().rss;
for (let round = 0; round < ROUNDS; round++) {
  makePackage(archive, wanted);
  const id = newUuid();
  let going = true;
  const timer = setInterval(() => (most = Math.max(most, process.memoryUsage().rss - calm)), 5);
  const watching = watch(id, told, () => going);
  const begun = performance.now();
  await upload(archive, id);
  ours.push((performance.now() - begun) / 1000);
  going = false;
  await watching;
  clearInterval(timer);
  const bareBegun = performance.now();
  await unpackBare(archive, join(folder, `bare-${round}`));
  bare.push((performance.now() - bareBegun) / 1000);
}

const median = (list: readonly number[]): number => [...list].sort((a, b) => a - b)[list.length >> 1]!;
const size = statSync(archive).size / MB;
const more = most / MB;
const progress = [...told].filter((one) => /^(receiving|checking)/.test(one)).length;
console.log(
  `package: ${size.toFixed(1)} MB, ${wanted + 201} files, ${ROUNDS} rounds, client and server in one process`,
);
console.log(
  `taken in: ${(size / median(ours)).toFixed(0)} MB/s; bare unpacking: ${(size / median(bare)).toFixed(0)} MB/s; ratio of times ${(median(ours) / median(bare)).toFixed(2)}`,
);
console.log(`memory at most: ${more.toFixed(0)} MB more (mark ≤ ${MOST_MORE})`);
console.log(`an uploader who asks was told ${progress} different states on the way (mark ≥ 2)`);
await stop();
process.exit(more <= MOST_MORE && progress >= 2 ? 0 : 1);
