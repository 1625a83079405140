import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { planRange, rangeResponse, sendRange, type RangedFile } from './ranges.ts';

const BYTES = Buffer.from('0123456789');
const file = {
  size: BYTES.length,
  etag: '"d1"',
  headers: { 'content-type': 'video/mp4' },
  read: (start: number, end: number) => BYTES.subarray(start, end + 1),
};
const streamed: RangedFile = { ...file, read: (start, end) => Readable.from([file.read(start, end)]) };
const NONE = { method: 'GET', range: null, ifRange: null, ifNoneMatch: null };

let server: Server;
let origin: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    void sendRange(request, response, request.url === '/stream' ? streamed : file);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((done) => server.close(done)));

// RFC 9110 §14.1.2 and its examples: first-last, open end, suffix, past the end.
test.each([
  ['bytes=0-4', 206, 'bytes 0-4/10', '01234'],
  ['bytes=7-', 206, 'bytes 7-9/10', '789'],
  ['bytes=-3', 206, 'bytes 7-9/10', '789'],
  ['bytes=-30', 206, 'bytes 0-9/10', '0123456789'],
  ['bytes=8-99', 206, 'bytes 8-9/10', '89'],
  ['bytes=10-', 416, 'bytes */10', ''],
  ['bytes=-0', 416, 'bytes */10', ''],
  ['bytes=4-2', 200, null, '0123456789'],
  ['bytes=0-1,4-5', 200, null, '0123456789'],
  ['items=0-1', 200, null, '0123456789'],
  ['bytes=-', 200, null, '0123456789'],
])('%s gives %i', async (range, status, told, body) => {
  for (const path of ['/', '/stream']) {
    const reply = await fetch(`${origin}${path}`, { headers: { range } });
    expect(reply.status).toBe(status);
    expect(reply.headers.get('content-range')).toBe(told);
    expect(reply.headers.get('accept-ranges')).toBe('bytes');
    expect(await reply.text()).toBe(body);
  }
});

test('a part of what has changed since is the whole; what one has is not sent again', () => {
  const range = 'bytes=2-3';
  expect(planRange({ ...NONE, range, ifRange: '"d1"' }, file).status).toBe(206);
  expect(planRange({ ...NONE, range, ifRange: '"old"' }, file).status).toBe(200);
  expect(planRange({ ...NONE, range, ifRange: 'W/"d1"' }, file).status).toBe(200);
  expect(planRange({ ...NONE, range, ifNoneMatch: 'W/"d1"' }, file)).toMatchObject({
    status: 304,
    part: undefined,
  });
});

test('HEAD tells the length and sends nothing; a part is for GET alone', async () => {
  const reply = await fetch(`${origin}/stream`, { method: 'HEAD', headers: { range: 'bytes=0-1' } });
  expect(reply.status).toBe(200);
  expect(reply.headers.get('content-length')).toBe('10');
  expect(reply.headers.get('etag')).toBe('"d1"');
});

test('an empty file is empty', () => {
  const empty = { ...file, size: 0 };
  expect(planRange(NONE, empty)).toMatchObject({ status: 200, part: undefined });
  expect(planRange({ ...NONE, range: 'bytes=0-' }, empty).status).toBe(416);
});

test('an endpoint answers a part in the same way', async () => {
  const reply = rangeResponse(new Request('http://localhost/', { headers: { range: 'bytes=3-4' } }), file);
  expect(reply.status).toBe(206);
  expect(await reply.text()).toBe('34');
});
