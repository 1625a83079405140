import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Release } from '#platform/content/release.ts';
import { PARTIAL_PAGE } from '#platform/http/bridge.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import { chooseEncoding } from './compress.ts';
import { keptFor, pageKey } from './page-key.ts';

export interface PageMemoryOptions {
  readonly content: () => Release;
  /** Whether invented figures are marked on pages now. */
  readonly invented: () => Promise<boolean>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** All kept pages together, bytes. */
  readonly most?: number;
}

interface Page {
  readonly etag: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly plain: Buffer;
  readonly br: Buffer;
  readonly gzip: Buffer;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** One request for a page that may be kept. */
export interface Visit {
  /** Sends the page if it is there. */
  answer(): boolean;
  /** Makes the answer that the pages give now the one that is kept. Call it when nothing has been written yet. */
  collect(): void;
}

const MOST = 48 * 1024 * 1024;
/** What a page says about itself; everything else is said anew for each reader. */
const OF_THE_PAGE = ['content-type', 'content-security-policy', 'link'];

/**
 * Pages that are the same for everybody are made once for each content release and way of reading, and given from
 * memory from then on. What is kept was made for a reader who is not known, from a request that says only how she
 * reads; whoever brings any other cookie gets a page made for her.
 */
export class PageMemory {
  readonly #options: PageMemoryOptions;
  readonly #pages = new Map<string, Page>();
  #bytes = 0;

  constructor(options: PageMemoryOptions) {
    this.#options = options;
  }

  /** Undefined where the page must be made for this reader. */
  async visit(request: IncomingMessage, response: ServerResponse): Promise<Visit | undefined> {
    const asked = pageKey(request);
    if (!asked) return undefined;
    const { content, invented, now } = this.#options;
    const release = content().id;
    // A lesson says on its page when it is out of date, so each day is another page.
    const key = [release, await invented(), vietnamDay(new Date(now())), asked.key].join(' ');
    const page = this.#pages.get(key);
    return {
      answer: () => {
        if (!page || page.until <= now()) return false;
        this.#forget(key, page);
        this.#keep(key, page);
        send(page, request, response);
        return true;
      },
      collect: () => {
        request.headers.cookie = asked.cookie;
        const path = request.url!;
        collect(response, (headers, plain) =>
          this.#keep(key, makePage(release, headers, plain, now() + keptFor(path))),
        );
      },
    };
  }

  #keep(key: string, page: Page): void {
    const before = this.#pages.get(key);
    if (before) this.#forget(key, before);
    this.#pages.set(key, page);
    this.#bytes += sizeOf(page);
    // Those that nobody asked for longest go first.
    for (const [oldest, one] of this.#pages) {
      if (this.#bytes <= (this.#options.most ?? MOST)) break;
      this.#forget(oldest, one);
    }
  }

  #forget(key: string, page: Page): void {
    if (this.#pages.delete(key)) this.#bytes -= sizeOf(page);
  }
}

const sizeOf = ({ plain, br, gzip: zipped }: Page): number => plain.length + br.length + zipped.length;

/** Compresses at once, some milliseconds for each page of a release: the next reader finds it. */
function makePage(release: string, headers: Record<string, string>, plain: Buffer, until: number): Page {
  const digest = createHash('sha256').update(release).update(plain).digest('base64url').slice(0, 22);
  return {
    etag: `W/"${digest}"`,
    headers,
    plain,
    br: brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
    gzip: gzipSync(plain, { level: 9 }),
    until,
  };
}

function send(page: Page, request: IncomingMessage, response: ServerResponse): void {
  const told = {
    etag: page.etag,
    // A browser asks each time, and mostly hears that nothing has changed; nobody in between keeps it.
    'cache-control': 'private, no-cache',
    vary: 'Accept-Encoding, Accept-Language, Cookie',
  };
  const known = (request.headers['if-none-match'] ?? '').split(',').map((one) => one.trim());
  if (known.includes(page.etag)) {
    response.writeHead(304, told).end();
    return;
  }
  const encoding = chooseEncoding(request.headers['accept-encoding']);
  const body = encoding ? page[encoding] : page.plain;
  response
    .writeHead(200, {
      ...page.headers,
      ...told,
      'content-length': body.length,
      ...(encoding ? { 'content-encoding': encoding } : {}),
    })
    .end(body);
}

/** Hears what is written and passes it on; hands over a whole page that nobody's session and no failure had a part in. */
function collect(
  response: ServerResponse,
  keep: (headers: Record<string, string>, body: Buffer) => void,
): void {
  const chunks: Buffer[] = [];
  let keeping = true;
  const { write, end, writeHead } = response as unknown as Record<string, (...given: any[]) => any>;
  const hear = (chunk: unknown, encoding: unknown): void => {
    if (typeof chunk === 'string')
      chunks.push(Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8'));
    else if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  };
  response.writeHead = function hearHead(status: number, ...rest: any[]) {
    const whole = status === 200 && !response.hasHeader('set-cookie') && !response.hasHeader(PARTIAL_PAGE);
    keeping &&= whole && /^text\/html\b/.test(String(response.getHeader('content-type') ?? ''));
    response.removeHeader(PARTIAL_PAGE);
    return writeHead!.call(response, status, ...rest);
  } as ServerResponse['writeHead'];
  response.write = function hearPiece(chunk: any, ...rest: any[]) {
    if (keeping) hear(chunk, rest[0]);
    return write!.call(response, chunk, ...rest);
  } as ServerResponse['write'];
  response.end = function hearEnd(chunk?: any, ...rest: any[]) {
    hear(chunk, rest[0]);
    if (keeping && response.headersSent) {
      const headers = OF_THE_PAGE.flatMap((name) => {
        const value = response.getHeader(name);
        return value === undefined ? [] : [[name, String(value)]];
      });
      keep(Object.fromEntries(headers) as Record<string, string>, Buffer.concat(chunks));
    }
    return end!.call(response, chunk, ...rest);
  } as ServerResponse['end'];
}
