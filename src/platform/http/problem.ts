import { Refusal } from '#platform/refusal/refusal.ts';
import type { Language } from './context.ts';

export type Words = Readonly<Record<Language, Readonly<Record<string, string>>>>;

/** Refusals of the interface itself, before any module is asked. */
export const httpRefusals = {
  'not-found': 404,
  'method-not-allowed': 405,
  'malformed-json': 400,
  'wrong-content-type': 415,
  'body-too-large': 413,
  'input-invalid': 422,
  'too-many-requests': 429,
  'other-origin': 403,
  'not-allowed': 404,
  'sign-in-first': 401,
  'not-ready': 503,
  'database-away': 503,
} as const;

/** Says no in the name of the HTTP interface. */
export function refuseHttp(what: keyof typeof httpRefusals, detail?: Record<string, unknown>): never {
  throw new Refusal(`http/${what}`, httpRefusals[what], detail);
}

/**
 * RFC 9457 problem document: `type` names the refusal, `title` says it in the reader's language, `next` what to do.
 * Faults of input stand in `faults`, a path and words each.
 */
export function problemResponse(
  error: Refusal,
  words: Words,
  language: Language,
  correlationId: string,
): Response {
  const title = words[language][`refusal.${error.code}`] ?? words.vi[`refusal.${error.code}`] ?? error.code;
  const next = words[language][`refusal.${error.code}.next`];
  return new Response(
    JSON.stringify({
      type: `urn:bdhvs:refusal:${error.code}`,
      code: error.code,
      title,
      status: error.status,
      ...(next ? { next } : {}),
      ...error.detail,
      correlationId,
    }),
    { status: error.status, headers: { 'content-type': 'application/problem+json; charset=utf-8' } },
  );
}

/** A bug: nothing of the inside leaves, only the number to tell the administrator. */
export function bugResponse(words: Words, language: Language, correlationId: string): Response {
  return problemResponse(new Refusal('http/bug', 500), words, language, correlationId);
}
