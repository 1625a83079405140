import type { GenericSchema, InferOutput } from 'valibot';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
type Schema = GenericSchema<any, any>;

/**
 * One operation of the HTTP interface, as data: the server parses by it, the page calls by it, OpenAPI is made from it.
 * Paths start with `/api`; `:name` stands for a parameter. Bodies are JSON.
 */
export interface Endpoint<
  P extends Schema | undefined = Schema | undefined,
  Q extends Schema | undefined = Schema | undefined,
  B extends Schema | undefined = Schema | undefined,
  O extends Schema = Schema,
> {
  readonly method: Method;
  readonly path: `/api/${string}`;
  /** What it does, in one English sentence, for the browsable page. */
  readonly summary: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly output: O;
  /** Codes of the refusals it may answer with, `module/what`. */
  readonly refusals?: readonly string[];
  /** For programs outside: what a token must allow (OAuth 2.0 scope). People's sessions do not open it. */
  readonly scope?: string;
  /** Gives programs their tokens. */
  readonly givesTokens?: boolean;
}

export type In<S> = S extends Schema ? InferOutput<S> : undefined;
export type Out<E> = E extends Endpoint<any, any, any, infer O> ? InferOutput<O> : never;

/** Declares an endpoint; keeps the exact types of its schemas. */
export function endpoint<
  O extends Schema,
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  B extends Schema | undefined = undefined,
>(declaration: Endpoint<P, Q, B, O>): Endpoint<P, Q, B, O> {
  return declaration;
}
