import type { Context } from './context.ts';
import type { Endpoint, In, Out } from './endpoint.ts';

export interface Inputs<E> {
  readonly params: E extends Endpoint<infer P, any, any, any> ? In<P> : never;
  readonly query: E extends Endpoint<any, infer Q, any, any> ? In<Q> : never;
  readonly body: E extends Endpoint<any, any, infer B, any> ? In<B> : never;
}

/** An endpoint with the action behind it. A `Response` is sent as it is: files, redirects. */
export interface Route {
  readonly endpoint: Endpoint<any, any, any, any>;
  readonly handle: (context: Context, inputs: any) => Promise<unknown>;
  readonly options: RouteOptions;
}

export interface RouteOptions {
  /** Largest body in bytes; 64 KiB unless told. */
  readonly maxBody?: number;
  /** Requests a minute from one address or session, for what can be guessed or is costly. */
  readonly perMinute?: number;
}

/**
 * Ties an endpoint to its action.
 *
 * @example route(submitAnswer, (context, { params, body }) => submit(context, params.session, body))
 */
export function route<E extends Endpoint<any, any, any, any>>(
  endpoint: E,
  handle: (context: Context, inputs: Inputs<E>) => Promise<Out<E> | Response>,
  options: RouteOptions = {},
): Route {
  return { endpoint, handle, options };
}
