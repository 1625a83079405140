import { createServer, request, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Release } from '#platform/content/release.ts';
import { PARTIAL_PAGE } from '#platform/http/bridge.ts';
import { compressResponse } from './compress.ts';
import { PageMemory } from './page-memory.ts';

const LESSON = '/hoc/bat-dien-thoai-chu-to';
const SESSION = `bdhvs=${'s'.repeat(43)}`;
const padding = 'Học một việc mỗi ngày. '.repeat(100);

let release = 'release-1';
let now = Date.parse('2026-11-21T03:00:00Z');
let made: string[] = [];
let also: (response: ServerResponse) => void = () => {};
let most: number | undefined;
let port = 0;
let stop: () => void;

beforeEach(async () => {
  [release, now, made, also, most] = [
    'release-1',
    Date.parse('2026-11-21T03:00:00Z'),
    [],
    () => {},
    undefined,
  ];
  await open();
});
afterEach(() => stop());

/** A server whose pages tell whom they were made for. */
async function open(): Promise<void> {
  const content = () => ({ id: release }) as Release;
  const memory = new PageMemory({
    content,
    invented: async () => false,
    now: () => now,
    ...(most ? { most } : {}),
  });
  const server = createServer(async (incoming, response) => {
    const visit = await memory.visit(incoming, response);
    if (visit?.answer()) return;
    compressResponse(incoming, response);
    visit?.collect();
    made.push(`${incoming.url} ${incoming.headers.cookie ?? ''}`);
    response.setHeader('content-type', 'text/html');
    response.setHeader('content-security-policy', "script-src 'sha256-abc'");
    response.setHeader('cache-control', 'no-store');
    also(response);
    response.writeHead(response.statusCode);
    response.write(`<p>${incoming.headers.cookie ?? ''}</p>`);
    response.end(padding);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  ({ port } = server.address() as { port: number });
  stop = () => {
    server.closeAllConnections();
    server.close();
  };
}

interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly text: string;
}

function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Reply> {
  return new Promise<Reply>((done, fail) => {
    request({ port, path, method, headers }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () => {
        const body = Buffer.concat(pieces);
        done({ status: response.statusCode ?? 0, headers: response.headers, body, text: body.toString() });
      });
    })
      .on('error', fail)
      .end();
  });
}

describe('pages from memory', () => {
  it('are made once, and carry their policy', async () => {
    const first = await get(LESSON);
    const second = await get(LESSON);
    expect(made).toHaveLength(1);
    expect(second.text).toBe(first.text);
    expect(second.headers['content-security-policy']).toBe("script-src 'sha256-abc'");
    expect(second.headers['cache-control']).toBe('private, no-cache');
    expect(second.headers.vary).toBe('Accept-Encoding, Accept-Language, Cookie');
  });
  it('are the same in every encoding, and nothing at all for who has them', async () => {
    await get(LESSON);
    const plain = await get(LESSON);
    const br = await get(LESSON, { 'accept-encoding': 'gzip, br' });
    const zipped = await get(LESSON, { 'accept-encoding': 'gzip' });
    expect(brotliDecompressSync(br.body).toString()).toBe(plain.text);
    expect(gunzipSync(zipped.body).toString()).toBe(plain.text);
    const again = await get(LESSON, { 'if-none-match': `"other", ${plain.headers.etag}` });
    expect([again.status, again.body.length, again.headers.etag]).toEqual([304, 0, plain.headers.etag]);
    expect(made).toHaveLength(1);
  });
  it('are never those of somebody who is signed in, nor given to her', async () => {
    const hers = await get(LESSON, { cookie: SESSION });
    expect(hers.text).toContain(SESSION);
    const nobody = await get(LESSON);
    expect(nobody.text).not.toContain(SESSION);
    expect((await get(LESSON, { cookie: SESSION })).text).toContain(SESSION);
    expect((await get(LESSON, { cookie: `lang=vi; ${SESSION}` })).text).toContain(SESSION);
    expect((await get(LESSON)).text).toBe(nobody.text);
    expect(made).toHaveLength(4);
  });
  it('are made for a way of reading, not from what else a cookie holds', async () => {
    await get(LESSON, { cookie: 'text=3' });
    expect(made).toEqual([`${LESSON} lang=vi; text=3; theme=auto; speed=0.85; bai=`]);
    await get(LESSON, { cookie: 'text=3; somebody=1' });
    await get(LESSON, { cookie: 'text=<b>' });
    await get(LESSON, { authorization: 'Bearer x' });
    expect(made).toHaveLength(4);
    await get(LESSON, { cookie: 'speed=0.85; text=3' });
    // What a phone took along is its own business: the page does not read it.
    await get(LESSON, { cookie: 'text=3; taken=ky-nang-so' });
    expect(made).toHaveLength(4);
  });
  it('are not given to a reader who wants her lessons in another language', async () => {
    await get(LESSON);
    await get(LESSON, { cookie: 'bai=rad' });
    expect(made.at(-1)).toMatch(/ bai=rad$/);
    expect(made).toHaveLength(2);
  });
  it('are in the language of the reader', async () => {
    const vi = await get(LESSON);
    const en = await get(LESSON, { cookie: 'lang=en' });
    expect([vi, en].map(({ text }) => /lang=(..)/.exec(text)?.[1])).toEqual(['vi', 'en']);
    expect((await get(LESSON, { 'accept-language': 'en-GB' })).text).toBe(en.text);
    expect((await get(LESSON, { 'accept-language': 'en-GB', cookie: 'lang=vi' })).text).toBe(vi.text);
    expect(made).toHaveLength(2);
  });
  it('are made anew for a new release and a new day', async () => {
    await get(LESSON);
    const before = await get(LESSON);
    release = 'release-2';
    await get(LESSON, { 'if-none-match': before.headers.etag! });
    const after = await get(LESSON);
    expect(after.headers.etag).not.toBe(before.headers.etag);
    expect((await get(LESSON, { 'if-none-match': before.headers.etag! })).status).toBe(200);
    now += 24 * 3_600_000;
    await get(LESSON);
    expect(made).toHaveLength(3);
  });
  it('of published figures are kept for seconds only', async () => {
    await get('/so-lieu');
    await get('/so-lieu');
    expect(made).toHaveLength(1);
    now += 10_000;
    await get('/so-lieu');
    expect(made).toHaveLength(2);
  });
  it.each([
    ['a page that sets a cookie', (one: ServerResponse) => one.setHeader('set-cookie', `${SESSION}; Path=/`)],
    ['a page of which something is missing', (one: ServerResponse) => one.setHeader(PARTIAL_PAGE, '1')],
    ['a page that is not there', (one: ServerResponse) => (one.statusCode = 404)],
  ])('are not made of %s', async (_, given) => {
    also = given;
    await get(LESSON);
    await get(LESSON);
    expect(made).toHaveLength(2);
  });
  it.each(['/cua-toi', '/giay', '/kiem-tra', '/hoc?tim=zalo', '/hoc/a/__data.json', '/can-bo/dang-nhap'])(
    'do not exist for %s',
    async (path) => {
      await get(path);
      await get(path);
      expect(made).toHaveLength(2);
    },
  );
  it('forget the one not asked for longest when there is no more room', async () => {
    stop();
    most = 12_000;
    await open();
    const all = ['/hoc/a', '/hoc/b', '/hoc/c', '/hoc/d', '/hoc/e', '/hoc/f'];
    for (const path of all) await get(path);
    await get('/hoc/f');
    expect(made).toHaveLength(all.length);
    await get('/hoc/a');
    expect(made).toHaveLength(all.length + 1);
  });
});
