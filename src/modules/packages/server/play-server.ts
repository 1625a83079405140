import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Services } from '#platform/http/context.ts';
import { sendRange } from '#platform/http/ranges.ts';
import { toWebVtt, type Cue } from '../domain/captions.ts';
import { listCaptions, type CaptionsRow } from './captions.store.ts';
import { readFileFrom } from './disk.ts';
import { findPackage, listFiles, type FileRow, type PackageRow } from './packages.store.ts';
import { readViewing, type Viewing } from './play-address.ts';
import { findRuntime } from './runtime.ts';
import { playerPage } from './player-page.ts';
import type { PackagesTables } from './tables.ts';

interface Held {
  readonly row: PackageRow;
  readonly files: ReadonlyMap<string, FileRow>;
  readonly captions: readonly CaptionsRow[];
}

/** As many packages as are looked at together; a list of files is some hundred kilobytes at most. */
const MOST_HELD = 20;
/** Longer than a request for one file of what was just opened; a package that was removed goes out of memory then. */
const HELD_MS = 60_000;

/**
 * What courses made elsewhere may do, on the origin that is theirs alone: run their own scripts, reach nothing but
 * their own files, and be framed by the page that asked for this viewing.
 */
const policyOf = ({ parent }: Viewing): string =>
  [
    "default-src 'none'",
    "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self' data: blob:",
    "frame-src 'self' blob:",
    "worker-src 'self' blob:",
    "manifest-src 'none'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'none'",
    `frame-ancestors 'self' ${parent}`,
  ].join('; ');

const PLAIN = Object.entries({
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'x-robots-tag': 'noindex',
});

/** The play origin: `/v/<signed viewing>/…`, and nothing else. It reads no cookie and sets none. */
export function answerPlay(services: Services<PackagesTables>): RequestListener {
  const held = new Map<string, { at: number; found: Promise<Held | undefined> }>();
  const hold = (id: string): Promise<Held | undefined> => {
    const now = performance.now();
    const kept = held.get(id);
    if (kept && now - kept.at < HELD_MS) return kept.found;
    if (held.size >= MOST_HELD) held.delete(held.keys().next().value!);
    const found = read(services, id);
    held.set(id, { at: now, found });
    found.catch(() => held.delete(id));
    return found;
  };
  return (request, response) =>
    void answer(services, hold, request, response).catch((error: unknown) => {
      services.log.error({ err: error }, 'a file of a package could not be sent');
      response.destroy();
    });
}

async function read({ db }: Services<PackagesTables>, id: string): Promise<Held | undefined> {
  const row = await findPackage(db, id);
  if (!row) return undefined;
  const files = await listFiles(db, id);
  return {
    row,
    files: new Map(files.map((file) => [file.path, file])),
    captions: await listCaptions(db, id),
  };
}

async function answer(
  services: Services<PackagesTables>,
  hold: (id: string) => Promise<Held | undefined>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  for (const [name, value] of PLAIN) response.setHeader(name, value);
  const [, token, area, rest = ''] =
    /^\/v\/([\w.-]{1,600})\/(?:(f|player|h5p|captions)\/(.+))?$/.exec(pathOf(request)) ?? [];
  const viewing = token === undefined ? undefined : readViewing(services, token);
  if (!viewing) return refuse(response, 404);
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405);
  // A worker that outlives its page could answer for another package.
  if (request.headers['service-worker']) return refuse(response, 403);
  const found = await hold(viewing.package);
  if (!found) return refuse(response, 404);
  response.setHeader('content-security-policy', policyOf(viewing));
  if (area === undefined) return sendPage(playerPage(found, viewing.language, viewing.parent), response);
  if (area === 'captions') return sendCaptions(found, rest, response);
  if (area !== 'f') {
    const file = await findRuntime(services.config, area as 'player' | 'h5p', rest);
    return file ? sendRange(request, response, file) : refuse(response, 404);
  }
  const file = found.files.get(rest.normalize('NFC'));
  if (!file) return refuse(response, 404);
  await sendRange(request, response, {
    size: file.size,
    etag: `"${file.digest.slice(0, 32)}"`,
    headers: { 'content-type': file.type, 'cache-control': 'private, max-age=86400' },
    read: (start, end) => readFileFrom(services, file.digest, start, end),
  });
}

/** The path without its query, decoded; empty where it cannot be. */
function pathOf({ url = '/' }: IncomingMessage): string {
  try {
    return decodeURIComponent(url.split('?')[0]!);
  } catch {
    return '';
  }
}

function sendPage(page: string, response: ServerResponse): void {
  response
    .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
    .end(page);
}

/** By language, as `vi.vtt`. */
function sendCaptions({ captions }: Held, name: string, response: ServerResponse): void {
  const row = captions.find(({ language }) => `${language}.vtt` === name);
  if (!row) return refuse(response, 404);
  response
    .writeHead(200, { 'content-type': 'text/vtt; charset=utf-8', 'cache-control': 'private, no-cache' })
    .end(toWebVtt(row.cues as Cue[]));
}

function refuse(response: ServerResponse, status: number): void {
  response
    .writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
    .end(String(status));
}
