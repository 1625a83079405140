import { WHO_COOKIE } from '#platform/http/who.ts';
import { write } from './holding.svelte.ts';

const SECONDS = 400 * 86_400;

/** Who learns now. The server hears of it with whatever it is asked next. */
export function use(profile: string): void {
  write(WHO_COOKIE, profile, SECONDS);
}
