/*
 * Several people may use one browser one after the other. A cookie that pages may write says who does now, so that
 * changing over needs no network; what is sent later says for whom it was done. The server believes either only as far
 * as the browser's own secret reaches.
 */

/** Holds the id of one of this browser's people, or `NOBODY`; absent where only one person uses it. */
export const WHO_COOKIE = 'bdhvs_who';
/** For whom a request is made, where that is not who uses the browser now. */
export const WHO_HEADER = 'x-bdhvs-who';
/** Several people use this browser, and none of them has said that it is she. */
export const NOBODY = 'nobody';
/** Whoever used this browser before there were several. */
export const FIRST = 'first';

const COOKIE = new RegExp(`(?:^|;\\s*)${WHO_COOKIE}=([0-9a-f-]{36}|${NOBODY})(?:;|$)`);

/** Who uses the browser whose cookies these are: an id, `NOBODY` or `FIRST`. */
export function whoIn(cookies: string): string {
  return COOKIE.exec(cookies)?.[1] ?? FIRST;
}
