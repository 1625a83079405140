import { CACHES, partOf } from './rules.ts';

/*
 * Recordings lie here only where somebody took them along (learning's `ui/offline/kept.ts` puts them there). All others
 * come over the network, where the browser keeps them by their headers.
 */

/** A kept recording, whole or the part that the player asks for: some play nothing but parts. */
export async function answerRecording(request: Request): Promise<Response> {
  const kept = await (await caches.open(CACHES.voices)).match(request.url);
  if (!kept) return fetch(request);
  const range = request.headers.get('range');
  if (range === null) return kept;
  const bytes = await kept.clone().blob();
  const part = partOf(range, bytes.size);
  if (!part) return kept;
  const [first, last] = part;
  return new Response(bytes.slice(first, last + 1), {
    status: 206,
    headers: {
      'content-type': kept.headers.get('content-type') ?? '',
      'content-range': `bytes ${first}-${last}/${bytes.size}`,
      'content-length': String(last - first + 1),
    },
  });
}
