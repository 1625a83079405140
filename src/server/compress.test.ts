import { createServer, request, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { chooseEncoding, compressResponse } from './compress.ts';

const long = 'Học một việc mỗi ngày. '.repeat(200);

async function ask(answer: RequestListener, accepts?: string, method = 'GET') {
  const server = createServer((incoming, response) => {
    compressResponse(incoming, response);
    answer(incoming, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  try {
    return await new Promise<{ status: number; headers: IncomingHttpHeaders; body: Buffer; pieces: number }>(
      (done, fail) => {
        const headers = accepts === undefined ? {} : { 'accept-encoding': accepts };
        request({ port, method, headers }, (response) => {
          const pieces: Buffer[] = [];
          response.on('data', (piece: Buffer) => pieces.push(piece));
          response.on('end', () => {
            const { statusCode = 0, headers: got } = response;
            done({ status: statusCode, headers: got, body: Buffer.concat(pieces), pieces: pieces.length });
          });
        })
          .on('error', fail)
          .end();
      },
    );
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const html: RequestListener = (_, response) =>
  void response
    .writeHead(200, { 'content-type': 'text/html', 'content-length': Buffer.byteLength(long), etag: '"a"' })
    .end(long);

describe('compressResponse', () => {
  it('sends text as brotli where the browser takes it', async () => {
    const { headers, body } = await ask(html, 'gzip, deflate, br');
    expect(headers['content-encoding']).toBe('br');
    expect(headers['content-length']).toBeUndefined();
    expect(headers.etag).toBe('W/"a"');
    expect(headers.vary).toBe('Accept-Encoding');
    expect(brotliDecompressSync(body).toString()).toBe(long);
    expect(body.length).toBeLessThan(300);
  });
  it('sends gzip where brotli is refused, and plain text where nothing is taken', async () => {
    expect(gunzipSync((await ask(html, 'br;q=0, gzip')).body).toString()).toBe(long);
    const plain = await ask(html);
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.headers.vary).toBe('Accept-Encoding');
    expect(plain.body.toString()).toBe(long);
  });
  it('compresses JSON and problem documents given to end() alone', async () => {
    const { status, headers, body } = await ask((_, response) => {
      response.statusCode = 422;
      response.setHeader('content-type', 'application/problem+json; charset=utf-8');
      response.end(JSON.stringify({ long }));
    }, 'br');
    expect(status).toBe(422);
    expect(headers['content-encoding']).toBe('br');
    expect(JSON.parse(brotliDecompressSync(body).toString())).toEqual({ long });
  });
  it.each<[string, RequestListener]>([
    ['what is short', (_, response) => void response.setHeader('content-type', 'text/html').end('ngắn')],
    [
      'pictures',
      (_, response) => void response.setHeader('content-type', 'image/png').end(Buffer.alloc(5_000)),
    ],
    [
      'what is encoded already',
      (_, response) =>
        void response.writeHead(200, { 'content-type': 'text/css', 'content-encoding': 'zstd' }).end(long),
    ],
    [
      'a part of a file',
      (_, response) =>
        void response
          .writeHead(206, { 'content-type': 'text/plain', 'content-range': 'bytes 0-9/20' })
          .end(long),
    ],
    ['nothing at all', (_, response) => void response.writeHead(304, { 'content-type': 'text/html' }).end()],
    [
      'a stream of events',
      (_, response) => void response.writeHead(200, { 'content-type': 'text/event-stream' }).end(long),
    ],
  ])('leaves alone %s', async (_, answer) => {
    const { headers } = await ask(answer, 'br, gzip');
    expect(['br', 'gzip']).not.toContain(headers['content-encoding']);
  });
  it('keeps every cookie, given as a list or by turns', async () => {
    const list = await ask(
      (_, response) => void response.writeHead(200, { 'set-cookie': ['a=1', 'b=2'] }).end(),
    );
    expect(list.headers['set-cookie']).toEqual(['a=1', 'b=2']);
    const turns = await ask(
      (_, response) =>
        void response.writeHead(200, ['set-cookie', 'a=1', 'set-cookie', 'b=2'] as never).end(),
    );
    expect(turns.headers['set-cookie']).toEqual(['a=1', 'b=2']);
  });
  it('sends the first part of a page before its slow part', async () => {
    let second: (() => void) | undefined;
    const server = createServer((incoming, response) => {
      compressResponse(incoming, response);
      response.setHeader('content-type', 'text/html');
      response.write(long);
      second = () => response.end('hết');
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as { port: number };
    const body = await new Promise<Buffer>((done) => {
      const pieces: Buffer[] = [];
      request({ port, headers: { 'accept-encoding': 'br' } }, (response) => {
        response.on('data', (piece: Buffer) => {
          pieces.push(piece);
          second?.();
          second = undefined;
        });
        response.on('end', () => done(Buffer.concat(pieces)));
      }).end();
    });
    server.close();
    expect(brotliDecompressSync(body).toString()).toBe(`${long}hết`);
  });
  it('lets a large body through whole, however slowly it is read', async () => {
    const large = Array.from({ length: 200_000 }, (_, index) => `${index * 7919},`).join('');
    const { body } = await ask(
      (_, response) => void response.setHeader('content-type', 'application/json').end(large),
      'gzip',
    );
    expect(gunzipSync(body).toString()).toBe(large);
  });
  it('says nothing but headers to HEAD', async () => {
    expect((await ask(html, 'br', 'HEAD')).body.length).toBe(0);
  });
});

describe('chooseEncoding', () => {
  it.each([
    [undefined, undefined],
    ['', undefined],
    ['identity', undefined],
    ['GZIP', 'gzip'],
    ['gzip;q=0.5, br;q=0.1', 'br'],
    ['br;q=0.0', undefined],
  ])('%j → %s', (accepts, encoding) => expect(chooseEncoding(accepts)).toBe(encoding));
});
