import { FIRST, NOBODY, whoIn } from '#platform/http/who.ts';

/** Tells that somebody who helps holds the phone now; pages may write it, so that handing over needs no network. */
export const HAND_COOKIE = 'bdhvs_hand';
const HELPER = new RegExp(`(?:^|;\\s*)${HAND_COOKIE}=helper(?:;|$)`);

export const helperHolds = (cookies: string): boolean => HELPER.test(cookies);

/**
 * Who tapped, as far as the phone was told: a helper who took it, a learner who said who she is, or nobody knows.
 *
 * @param cookies of the browser, as `document.cookie` or a `cookie` header gives them
 */
export function tapper(cookies: string): 'learner' | 'helper' | 'unknown' {
  if (helperHolds(cookies)) return 'helper';
  const who = whoIn(cookies);
  return who === FIRST || who === NOBODY ? 'unknown' : 'learner';
}
