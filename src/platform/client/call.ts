import type { Endpoint, In, Out } from '#platform/http/endpoint.ts';
import { WHO_HEADER } from '#platform/http/who.ts';

type Inputs<E> = (E extends Endpoint<infer P, any, any, any>
  ? P extends undefined
    ? object
    : { params: In<P> }
  : object) &
  (E extends Endpoint<any, infer Q, any, any>
    ? Q extends undefined
      ? object
      : { query?: Partial<In<Q>> }
    : object) &
  (E extends Endpoint<any, any, infer B, any> ? (B extends undefined ? object : { body: In<B> }) : object);

/** What a problem document says. */
export interface ProblemDocument {
  readonly code: string;
  readonly title: string;
  readonly status: number;
  readonly next?: string;
  readonly correlationId?: string;
  readonly faults?: readonly { readonly at: string; readonly what: string }[];
}

/** The server said no. `offline` when it could not be asked. */
export class Problem extends Error {
  readonly document: ProblemDocument;
  constructor(document: ProblemDocument) {
    super(document.title);
    this.name = 'Problem';
    this.document = document;
  }
}

/**
 * Calls an endpoint.
 *
 * @param fetcher SvelteKit's `fetch` inside `load`, so that the server answers itself without a network hop
 * @param who for whom, where that is not who uses the browser now
 * @throws Problem the refusal, or code `offline` when nothing answered
 */
export async function call<E extends Endpoint<any, any, any, any>>(
  endpoint: E,
  inputs: Inputs<E>,
  fetcher: typeof fetch = fetch,
  who?: string,
): Promise<Out<E>> {
  const {
    params = {},
    query = {},
    body,
  } = inputs as { params?: Record<string, unknown>; query?: Record<string, unknown>; body?: unknown };
  let path: string = endpoint.path.replaceAll(/:([A-Za-z]+)/g, (_: string, name: string) =>
    encodeURIComponent(String(params[name])),
  );
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  ).toString();
  if (search) path += `?${search}`;
  let response: Response;
  try {
    response = await fetcher(path, {
      method: endpoint.method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(who === undefined ? {} : { [WHO_HEADER]: who }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch {
    throw new Problem({ code: 'offline', title: 'offline', status: 0 });
  }
  const type = response.headers.get('content-type') ?? '';
  const reply: unknown = type.includes('json') ? await response.json() : undefined;
  if (!response.ok) {
    throw new Problem(
      (reply as ProblemDocument | undefined) ?? { code: 'http/bug', title: 'error', status: response.status },
    );
  }
  return reply as Out<E>;
}
