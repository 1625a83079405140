import { browser } from '$app/env';

/** A network that takes longer than this to say something that only adds to a page is not waited for. */
const PATIENCE_MS = 400;

/**
 * What adds to a page but is not the page: waited for by the server, and on a phone for a moment only.
 *
 * @param otherwise stands in for an answer that is late or does not come
 */
export function soon<T>(asked: Promise<T>, otherwise: T): Promise<T> {
  const answered = asked.catch(() => otherwise);
  if (!browser) return answered;
  const late = new Promise<T>((done) => setTimeout(() => done(otherwise), PATIENCE_MS));
  return Promise.race([answered, late]);
}
