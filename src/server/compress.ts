import type { IncomingMessage, ServerResponse } from 'node:http';
import { constants, createBrotliCompress, createGzip, type BrotliCompress, type Gzip } from 'node:zlib';

/** Less than this gains nothing: it fits in one packet either way. */
const SMALLEST = 1_024;
const TEXT =
  /^(?:text\/(?!event-stream)|application\/(?:[\w.-]+\+)?(?:json|xml|javascript)\b|image\/svg\+xml)/i;

/** Which encoding to use of those the reader's browser takes; brotli first. A `q=0` refuses. */
export function chooseEncoding(accepts: string | undefined): 'br' | 'gzip' | undefined {
  if (!accepts) return undefined;
  const refused = /;\s*q=0(?:\.0*)?\s*$/;
  const taken = new Set(
    accepts
      .split(',')
      .filter((one) => !refused.test(one))
      .map((one) => one.split(';')[0]!.trim().toLowerCase()),
  );
  return taken.has('br') ? 'br' : taken.has('gzip') ? 'gzip' : undefined;
}

/**
 * Makes this response compress itself where that is worth it: text of more than 1 KB (or of unknown length), not
 * encoded already, not partial, not marked `no-transform`. What is written in pieces is sent on in pieces.
 */
export function compressResponse(request: IncomingMessage, response: ServerResponse): void {
  if (request.method === 'HEAD') return;
  const encoding = chooseEncoding(request.headers['accept-encoding']);
  // Node's own, each with many shapes of arguments that are only passed on.
  const plain: Record<'write' | 'end' | 'writeHead', (...given: any[]) => any> = {
    write: response.write,
    end: response.end,
    writeHead: response.writeHead,
  };
  let stream: BrotliCompress | Gzip | undefined;
  let decided = false;

  const decide = (whole: number | undefined): void => {
    if (decided) return;
    decided = true;
    if (!isText(response)) return;
    addVary(response);
    const length = Number(response.getHeader('content-length') ?? whole ?? Number.POSITIVE_INFINITY);
    if (!encoding || length < SMALLEST || !mayEncode(response)) return;
    response.removeHeader('content-length');
    response.removeHeader('accept-ranges');
    weaken(response);
    response.setHeader('content-encoding', encoding);
    stream = encoding === 'br' ? createBrotliCompress(brotli) : createGzip({ level: 6 });
    stream.on('data', (chunk: Buffer) => {
      if (plain.write.call(response, chunk, 'utf8') === false) {
        stream!.pause();
        response.once('drain', () => stream!.resume());
      }
    });
    stream.on('end', () => plain.end.call(response));
    stream.on('error', () => response.destroy());
    response.once('close', () => stream!.destroy());
  };

  response.writeHead = function writeHead(status: number, ...rest: any[]) {
    const headers = rest.find((one) => typeof one === 'object' && one !== null) as Headings | undefined;
    setAll(response, headers);
    response.statusCode = status;
    // The length, where it is known, is in the headers by now; else this is the beginning of a stream.
    decide(undefined);
    return plain.writeHead.call(response, status, ...(typeof rest[0] === 'string' ? [rest[0]] : []));
  } as ServerResponse['writeHead'];

  response.write = function write(chunk: any, ...rest: any[]) {
    decide(undefined);
    if (!stream) return plain.write.call(response, chunk, ...rest);
    const going = stream.write(chunk, ...(rest as [BufferEncoding]));
    // What was written should leave now: a page's first part before its slow one.
    stream.flush();
    if (!going) stream.once('drain', () => response.emit('drain'));
    return going;
  } as ServerResponse['write'];

  response.end = function end(chunk?: any, ...rest: any[]) {
    const body = typeof chunk === 'function' ? undefined : chunk;
    decide(body === undefined || body === null ? 0 : Buffer.byteLength(body));
    if (!stream) return plain.end.call(response, chunk, ...rest);
    if (body !== undefined && body !== null)
      stream.end(body, typeof rest[0] === 'string' ? (rest[0] as BufferEncoding) : 'utf8');
    else stream.end();
    const done = [chunk, ...rest].find((one) => typeof one === 'function') as (() => void) | undefined;
    if (done) response.once('finish', done);
    return response;
  } as ServerResponse['end'];
}

type Headings = Readonly<Record<string, number | string | readonly string[]>> | readonly string[];

const brotli = {
  params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT },
};

/** `writeHead` takes an object, or names and values by turns (names may repeat, as `set-cookie` does). */
function setAll(response: ServerResponse, headers: Headings | undefined): void {
  if (!headers) return;
  if (!Array.isArray(headers)) {
    for (const [name, value] of Object.entries(headers))
      if (value !== undefined) response.setHeader(name, value as string);
    return;
  }
  const told = headers as readonly string[];
  const seen = new Set<string>();
  for (let at = 0; at + 1 < told.length; at += 2) {
    const name = told[at]!.toLowerCase();
    if (seen.has(name)) response.appendHeader(name, told[at + 1]!);
    else response.setHeader(name, told[at + 1]!);
    seen.add(name);
  }
}

const isText = (response: ServerResponse): boolean =>
  TEXT.test(String(response.getHeader('content-type') ?? ''));

function mayEncode(response: ServerResponse): boolean {
  const { statusCode } = response;
  return (
    statusCode >= 200 &&
    statusCode !== 204 &&
    statusCode !== 206 &&
    statusCode !== 304 &&
    !response.hasHeader('content-encoding') &&
    !response.hasHeader('content-range') &&
    !/\bno-transform\b/i.test(String(response.getHeader('cache-control') ?? ''))
  );
}

function addVary(response: ServerResponse): void {
  const vary = String(response.getHeader('vary') ?? '');
  if (!/\baccept-encoding\b|\*/i.test(vary))
    response.setHeader('vary', vary ? `${vary}, Accept-Encoding` : 'Accept-Encoding');
}

/** The same text in another encoding is no longer the same bytes. */
function weaken(response: ServerResponse): void {
  const etag = response.getHeader('etag');
  if (typeof etag === 'string' && !etag.startsWith('W/')) response.setHeader('etag', `W/${etag}`);
}
