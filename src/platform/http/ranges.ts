import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';

/** A file of known bytes, whole or in parts: what a player of sound or film asks for. */
export interface RangedFile {
  /** Bytes. */
  readonly size: number;
  /** Quoted and strong, such as `"ab12"`: it changes with any byte. */
  readonly etag: string;
  /** Content type, cache and whatever else every answer of it carries; names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The bytes from `start` up to and including `end`; a stream is closed when the reader goes away. */
  readonly read: (start: number, end: number) => Readable | Uint8Array;
}

/** What a request says about which bytes it wants; `null` for what it does not say. */
export interface RangeWish {
  readonly method: string;
  readonly range: string | null;
  readonly ifRange: string | null;
  readonly ifNoneMatch: string | null;
}

export interface RangePlan {
  readonly status: 200 | 206 | 304 | 416;
  readonly headers: Readonly<Record<string, string>>;
  /** First and last byte to send; undefined for an answer without a body. */
  readonly part: readonly [number, number] | undefined;
}

/**
 * What to answer (RFC 9110 §13, §14): one part, the whole, "you have it", or "there are no such bytes". Several parts
 * at once, a unit other than bytes, or a part of what has changed since give the whole.
 */
export function planRange(wish: RangeWish, { size, etag, headers }: Omit<RangedFile, 'read'>): RangePlan {
  const all = { ...headers, 'accept-ranges': 'bytes', etag };
  if (hasIt(wish.ifNoneMatch, etag)) return { status: 304, headers: all, part: undefined };
  const isGet = wish.method === 'GET';
  const asked =
    isGet && (wish.ifRange === null || wish.ifRange === etag) ? readRange(wish.range, size) : 'all';
  if (asked === 'none')
    return {
      status: 416,
      headers: { 'accept-ranges': 'bytes', 'content-range': `bytes */${size}`, 'content-length': '0' },
      part: undefined,
    };
  if (asked === 'all') {
    const part = isGet && size > 0 ? ([0, size - 1] as const) : undefined;
    return { status: 200, headers: { ...all, 'content-length': String(size) }, part };
  }
  const [start, end] = asked;
  const told = {
    'content-range': `bytes ${start}-${end}/${size}`,
    'content-length': String(end - start + 1),
  };
  return { status: 206, headers: { ...all, ...told }, part: asked };
}

/** @returns `none` where it begins past the end, `all` where it says nothing that we follow */
function readRange(range: string | null, size: number): 'all' | 'none' | readonly [number, number] {
  const [, from, to] = /^bytes=(\d{0,15})-(\d{0,15})$/i.exec(range?.replaceAll(' ', '') ?? '') ?? [];
  if (from === undefined || (!from && !to)) return 'all';
  if (!from) return Number(to) === 0 || size === 0 ? 'none' : [Math.max(0, size - Number(to)), size - 1];
  const start = Number(from);
  const end = to ? Math.min(Number(to), size - 1) : size - 1;
  if (to && Number(to) < start) return 'all';
  return start >= size ? 'none' : [start, end];
}

/** Compared weakly: what was compressed on the way has the same content. */
function hasIt(ifNoneMatch: string | null, etag: string): boolean {
  if (ifNoneMatch === null) return false;
  return ifNoneMatch.split(',').some((one) => ['*', etag].includes(one.trim().replace(/^W\//, '')));
}

/** Answers a request of Node's server. Whoever leaves early ends the reading; a broken file ends the connection. */
export async function sendRange(
  request: IncomingMessage,
  response: ServerResponse,
  file: RangedFile,
): Promise<void> {
  const { status, headers, part } = planRange(
    {
      method: request.method ?? 'GET',
      range: request.headers.range ?? null,
      ifRange: (request.headers['if-range'] as string | undefined) ?? null,
      ifNoneMatch: request.headers['if-none-match'] ?? null,
    },
    file,
  );
  response.writeHead(status, headers);
  if (!part) return void response.end();
  const body = file.read(...part);
  if (body instanceof Uint8Array) return void response.end(body);
  await pipeline(body, response).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  });
}

/** The same for an endpoint of the API; the file's bytes at hand. */
export function rangeResponse(
  request: Request,
  file: Omit<RangedFile, 'read'> & { readonly read: BytesOf },
): Response {
  const { status, headers, part } = planRange(
    {
      method: request.method,
      range: request.headers.get('range'),
      ifRange: request.headers.get('if-range'),
      ifNoneMatch: request.headers.get('if-none-match'),
    },
    file,
  );
  return new Response(part ? new Uint8Array(file.read(...part)) : null, { status, headers });
}

type BytesOf = (start: number, end: number) => Uint8Array;
