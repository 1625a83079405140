import { pickLanguage } from './language.ts';
import { Hono } from 'hono';
import { isDatabaseAway } from '#platform/database/explain.ts';
import { Refusal } from '#platform/refusal/refusal.ts';
import { parseInput, readJson, refuseNoText } from './body.ts';
import type { Actor, Context, Language, Services } from './context.ts';
import { RateLimit } from './limits.ts';
import { openApi } from './openapi.ts';
import { bugResponse, httpRefusals, problemResponse, refuseHttp, type Words } from './problem.ts';
import type { Route } from './route.ts';
import type { HttpMetrics } from '#platform/metrics/metrics.ts';

const DEFAULT_BODY = 64 * 1024;

export interface AppOptions {
  readonly services: Services;
  readonly routes: readonly Route[];
  readonly words: Words;
  /** Who asks, from the request's cookies; may set cookies on `reply`. */
  readonly authenticate: (request: Request, reply: Headers, services: Services) => Promise<Actor>;
  readonly metrics: HttpMetrics;
  readonly ready: () => boolean;
}

/** `vi` unless the reader chose English by cookie, or asks for it by header and never chose. */
export function languageOf(request: Request): Language {
  const chosen = /(?:^|;\s*)lang=(vi|en)\b/.exec(request.headers.get('cookie') ?? '')?.[1];
  return pickLanguage(chosen, request.headers.get('accept-language'));
}

/** Requests a minute to one endpoint where it names no limit of its own. */
const PER_SESSION = 600;
/** A whole commune can stand behind one address of its mobile carrier, and a page asks several things at once. */
const PER_ADDRESS = 12_000;

/** The HTTP interface: every endpoint of every module, `/api/openapi.json`, and the same refusals everywhere. */
export function makeApp(options: AppOptions): Hono {
  const app = new Hono();
  const limit = new RateLimit();
  for (const route of options.routes) {
    const { method, path } = route.endpoint;
    const limitKey = `${method} ${path}`;
    app.on(method, path, (honoContext) =>
      answer(options, honoContext.req.raw, limitKey, async (context) => {
        const isKnown = context.actor.kind === 'person';
        const who = isKnown ? context.actor.sessionId : context.address;
        const perMinute = route.options.perMinute ?? (isKnown ? PER_SESSION : PER_ADDRESS);
        if (!limit.allow(`${limitKey} ${who}`, perMinute, context.now().getTime()))
          refuseHttp('too-many-requests');
        const inputs = await readInputs(route, honoContext.req.param(), context.request);
        return route.handle(context, inputs);
      }),
    );
  }
  const document = JSON.stringify(openApi(options.routes, options.words));
  app.get(
    '/api/openapi.json',
    () => new Response(document, { headers: { 'content-type': 'application/json' } }),
  );
  app.notFound((honoContext) =>
    answer(options, honoContext.req.raw, 'unknown', async () => refuseHttp('not-found')),
  );
  return app;
}

async function readInputs(route: Route, params: Record<string, string>, request: Request) {
  const { endpoint, options } = route;
  refuseNoText(params);
  return {
    params: endpoint.params ? parseInput(endpoint.params, params, 'path') : undefined,
    query: endpoint.query ? parseInput(endpoint.query, readQuery(request.url), 'query') : undefined,
    body: endpoint.body
      ? parseInput(endpoint.body, await readJson(request, options.maxBody ?? DEFAULT_BODY), '')
      : undefined,
  };
}

/** The character 0 is no text and no database keeps it: a question is asked without. */
const readQuery = (url: string) =>
  Object.fromEntries(
    [...new URL(url).searchParams].map(([name, value]) => [name, value.replaceAll('\0', '')]),
  );

/** Runs one request: who asks, the action, its answer or refusal; counts and logs it. */
async function answer(
  options: AppOptions,
  request: Request,
  name: string,
  run: (context: Context) => Promise<unknown>,
): Promise<Response> {
  const { services, words } = options;
  const started = performance.now();
  const language = languageOf(request);
  const correlationId = services.newId();
  const reply = new Headers();
  let response: Response;
  try {
    if (!options.ready()) refuseHttp('not-ready');
    refuseOtherOrigin(request, services.config.publicUrl);
    const actor = await options.authenticate(request, reply, services);
    const address = request.headers.get('x-bdhvs-address') ?? '';
    const result = await run({ ...services, actor, language, correlationId, address, request, reply });
    if (!(result instanceof Response) && isEmpty(reply)) response = jsonResponse(result ?? {}, correlationId);
    else
      response = addHeaders(
        result instanceof Response ? result : jsonResponse(result ?? {}, correlationId),
        reply,
        correlationId,
      );
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal !== error) services.log.error({ err: error, correlationId, name }, refusal?.code ?? 'bug');
    const problem = refusal
      ? problemResponse(refusal, words, language, correlationId)
      : bugResponse(words, language, correlationId);
    response = addHeaders(problem, reply, correlationId);
  }
  options.metrics.observe(name, response.status, (performance.now() - started) / 1000);
  services.log.debug({ correlationId, name, status: response.status }, 'request');
  return response;
}

/** Undefined for a bug. */
function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  return isDatabaseAway(error) ? new Refusal('http/database-away', httpRefusals['database-away']) : undefined;
}

/** Made once, from text and plain headers: whoever asks for its body or its headers pays as much as for the work behind it. */
function jsonResponse(value: unknown, correlationId: string): Response {
  return new Response(JSON.stringify(value), {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'x-correlation-id': correlationId,
    },
  });
}

/** A page of another site may not make the reader's browser change anything here. */
function refuseOtherOrigin(request: Request, publicUrl: string): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const origin = request.headers.get('origin');
  if (origin && origin !== new URL(publicUrl).origin && origin !== new URL(request.url).origin)
    refuseHttp('other-origin');
}

const isEmpty = (headers: Headers): boolean => headers.keys().next().done === true;

function addHeaders(response: Response, reply: Headers, correlationId: string): Response {
  for (const [name, value] of reply) response.headers.append(name, value);
  if (!response.headers.has('x-correlation-id')) response.headers.set('x-correlation-id', correlationId);
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store');
  return response;
}
