import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import type { Config } from '#platform/config/config.ts';
import type { Asset, Release } from '#platform/content/release.ts';
import type { HttpMetrics } from '#platform/metrics/metrics.ts';
import { API_BRIDGE, DEMO_BRIDGE } from '#platform/http/bridge.ts';
import { sendRange } from '#platform/http/ranges.ts';
import { compressResponse } from './compress.ts';
import { PageMemory } from './page-memory.ts';
import { sendText } from './send-text.ts';

export interface WebOptions {
  readonly root: string;
  readonly config: Config;
  readonly api: Hono;
  readonly metrics: HttpMetrics;
  readonly content: () => Release;
  /** Bytes of an asset that is not held in memory. */
  readonly readAsset: (asset: Asset) => Promise<Uint8Array | undefined>;
  readonly ready: () => Promise<boolean>;
}

const FILE_HEADERS = Object.entries({
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
});

type DemoBridge = { readonly [DEMO_BRIDGE]?: () => Promise<boolean> };

/** How long a body may take to arrive that is no large file. */
const BODY_MS = 60_000;
const LARGE_FILES = /^\/api\/packages\/units\/\d+\/imports\//;

/** Paths for machines that watch. */
const OPERATIONS = new Set(['/healthz', '/readyz', '/metrics']);

const SECURITY_HEADERS = Object.entries({
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
});

const RECORDING_ALLOWED = 'camera=(), geolocation=(), microphone=(self), payment=(), usb=()';

/** `/api` to Hono, files of the content release, health and metrics, and the rest to the built pages. */
export async function makeAnswer(options: WebOptions): Promise<RequestListener> {
  const { config, api } = options;
  // Pages answer their own API calls inside the process, without a network hop.
  (globalThis as Record<symbol, unknown>)[API_BRIDGE] = api;
  process.env['PROTOCOL_HEADER'] = 'x-bdhvs-proto';
  process.env['ADDRESS_HEADER'] = 'x-bdhvs-address';
  // Forms that carry a file, such as a plan of 10 MiB; every endpoint has its own, smaller limit.
  process.env['BODY_SIZE_LIMIT'] = '11M';
  const { handler } = (await import(pathToFileURL(join(options.root, 'build/handler.js')).href)) as {
    handler: (request: IncomingMessage, response: ServerResponse, next: () => void) => void;
  };
  const listener = getRequestListener(api.fetch);
  const memory = new PageMemory({
    content: options.content,
    invented: async () => (await (globalThis as DemoBridge)[DEMO_BRIDGE]?.()) ?? false,
    now: Date.now,
  });
  const answerPage = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const visit = await memory.visit(request, response);
    if (visit?.answer()) return;
    compressResponse(request, response);
    visit?.collect();
    handler(request, response, () => sendText(response, 404, 'not found'));
  };
  return (request, response) => {
    const path = (request.url ?? '/').split('?')[0]!;
    prepare(request, response, config);
    if (request.method !== 'GET' && request.method !== 'HEAD' && !LARGE_FILES.test(path)) hurry(request);
    if (OPERATIONS.has(path)) return answerOperations(path, request, response, options);
    if (!path.startsWith('/api/') && !path.startsWith('/content/'))
      return void answerPage(request, response).catch((error: unknown) => response.destroy(error as Error));
    compressResponse(request, response);
    if (path.startsWith('/api/')) return void listener(request, response);
    return void sendAsset(options, path, request, response).catch((error: unknown) =>
      response.destroy(error as Error),
    );
  };
}

/** Ends a connection whose body does not arrive in time. */
function hurry(request: IncomingMessage): void {
  const timer = setTimeout(() => request.complete || request.destroy(), BODY_MS).unref();
  request.once('close', () => clearTimeout(timer));
}

/** Never compressed: they are a few bytes, and read by machines. */
function answerOperations(
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
  options: WebOptions,
): void {
  if (path === '/healthz') sendText(response, 200, 'ok');
  else if (path === '/readyz') void sendReady(response, options.ready);
  else void sendMetrics(request, response, options);
}

async function sendReady(response: ServerResponse, ready: () => Promise<boolean>): Promise<void> {
  if (await ready()) sendText(response, 200, 'ready');
  else sendText(response, 503, 'not ready');
}

/** Headers that only we may set, and those that every answer carries. */
function prepare(request: IncomingMessage, response: ServerResponse, config: Config): void {
  const forwarded = request.headers['x-forwarded-for'];
  const trusted = config.BDHVS_TRUST_PROXY === '1' && typeof forwarded === 'string';
  const address = trusted ? forwarded.split(',').at(-1)!.trim() : (request.socket.remoteAddress ?? '');
  request.headers['x-bdhvs-address'] = address;
  request.headers['x-bdhvs-proto'] = config.publicUrl.startsWith('https://') ? 'https' : 'http';
  // Hono's listener reads the raw list, where a caller may have written a name of ours.
  const raw = request.rawHeaders;
  for (let at = raw.length - 2; at >= 0; at -= 2) {
    if (raw[at]!.toLowerCase().startsWith('x-bdhvs-')) raw.splice(at, 2);
  }
  raw.push('x-bdhvs-address', address);
  // A built file is nobody's page: what guards pages would be dead weight on each of the files of a first visit.
  const headers = request.url?.startsWith('/_app/immutable/') ? FILE_HEADERS : SECURITY_HEADERS;
  for (const [name, value] of headers) response.setHeader(name, value);
  // Editors record the voice of a lesson; the browser still asks them.
  if (request.url?.startsWith('/ban-lam-viec')) response.setHeader('permissions-policy', RECORDING_ALLOWED);
  if (config.publicUrl.startsWith('https://')) {
    response.setHeader('strict-transport-security', 'max-age=31536000; includeSubDomains');
  }
}

async function sendAsset(
  { content, readAsset }: WebOptions,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [, , hash, name] = path.split('/');
  const asset = Object.values(content().assets).find(
    (one) => one.hash === hash && one.path.endsWith(`/${name}`),
  );
  const body = asset && (asset.body ?? (await readAsset(asset)));
  if (!asset || body === undefined) return sendText(response, 404, 'not found');
  const bytes = Buffer.from(body);
  await sendRange(request, response, {
    size: bytes.length,
    etag: `"${asset.hash}"`,
    headers: {
      'content-type': asset.type,
      'cache-control': 'public, max-age=31536000, immutable',
      // A picture that is opened as a page may do nothing.
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    },
    read: (start, end) => bytes.subarray(start, end + 1),
  });
}

/** Figures are for the machine's own monitor: loopback only, unless a proxy in front guards the path. */
async function sendMetrics(
  request: IncomingMessage,
  response: ServerResponse,
  { metrics }: WebOptions,
): Promise<void> {
  const address = request.socket.remoteAddress ?? '';
  const proxied = request.headers['x-forwarded-for'] || request.headers.forwarded;
  if (!/^(127\.|::1|::ffff:127\.)/.test(address) || proxied) return sendText(response, 404, 'not found');
  response
    .writeHead(200, { 'content-type': metrics.registry.contentType })
    .end(await metrics.registry.metrics());
}
