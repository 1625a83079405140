import * as v from 'valibot';
import type { GenericSchema } from 'valibot';
import { refuseHttp } from './problem.ts';

/** Reads at most `limit` bytes. Stops reading, and refuses, at the first byte past it. */
async function readLimited(request: Request, limit: number): Promise<Uint8Array> {
  const announced = request.headers.get('content-length');
  if (Number(announced ?? 0) > limit) refuseHttp('body-too-large', { limit });
  // Node holds a body to the length it announces, so that this cannot grow; reading it whole is much the faster.
  if (announced !== null) return new Uint8Array(await request.arrayBuffer());
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > limit) refuseHttp('body-too-large', { limit });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** @throws Refusal http/wrong-content-type, http/body-too-large, http/malformed-json */
export async function readJson(request: Request, limit: number): Promise<unknown> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/json\b/i.test(type)) refuseHttp('wrong-content-type');
  const bytes = await readLimited(request, limit);
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    value = JSON.parse(text) as unknown;
  } catch {
    return refuseHttp('malformed-json');
  }
  // Searched for as it is escaped, as a raw one is no JSON: no body is walked through for what nobody types.
  if (text.includes('\\u0000')) refuseHttp('input-invalid', { faults: [NO_TEXT] });
  return value;
}

/** The character 0 is no text, and PostgreSQL keeps none. */
const NO_TEXT = { at: '', what: 'must not hold the character U+0000' };

/** What stands in a path. @throws Refusal http/input-invalid where one holds U+0000 */
export function refuseNoText(values: Readonly<Record<string, string>>): void {
  if (Object.values(values).some((value) => value.includes('\0')))
    refuseHttp('input-invalid', { faults: [NO_TEXT] });
}

/**
 * Reads a body that is not JSON, such as an uploaded table.
 *
 * @param type the content type it must have, without parameters
 * @throws Refusal http/wrong-content-type, http/body-too-large
 */
export async function readBytes(request: Request, type: string, limit: number): Promise<Uint8Array> {
  const given = (request.headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase();
  if (given !== type) refuseHttp('wrong-content-type');
  return readLimited(request, limit);
}

/** @throws Refusal http/input-invalid with one fault a line */
export function parseInput<S extends GenericSchema<any, any>>(
  schema: S,
  input: unknown,
  place: string,
): v.InferOutput<S> {
  const parsed = v.safeParse(schema, input);
  if (parsed.success) return parsed.output;
  const faults = parsed.issues.map((issue) => ({
    at: [place, v.getDotPath(issue)].filter(Boolean).join('.'),
    what: issue.message,
  }));
  return refuseHttp('input-invalid', { faults });
}
