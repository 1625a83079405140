import { HAND_COOKIE, helperHolds } from '../domain/hand.ts';
import { whoIn } from '#platform/http/who.ts';

const HELPER_SECONDS = 12 * 3600;

type People = readonly { readonly id: string; readonly name: string | null }[];
const PEOPLE = 'bdhvs-people';

/** The people of this phone: those that the page came with, else those that it showed last; a kept page is older. */
export function rememberPeople(told: People): People {
  try {
    if (told.length > 0) localStorage.setItem(PEOPLE, JSON.stringify(told));
    else if (/bdhvs_who=/.test(document.cookie))
      return JSON.parse(localStorage.getItem(PEOPLE) ?? '[]') as People;
  } catch {
    // Nothing can be kept here.
  }
  return told;
}

/** Who holds the phone, as its own cookies say: also right without a network, on a page that was kept. */
export const holding = $state({ known: false, who: '', helper: false });

export function readHolding(): void {
  holding.who = whoIn(document.cookie);
  holding.helper = helperHolds(document.cookie);
  holding.known = true;
}

/** A cookie that pages may write: what it says needs no network. */
export function write(name: string, value: string, seconds: number): void {
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  document.cookie = `${name}=${value}; Path=/; SameSite=Lax; Max-Age=${seconds}${secure}`;
  readHolding();
}

/** The helper takes the phone, or gives it back; by the evening it is forgotten. */
export function hold(helper: boolean): void {
  write(HAND_COOKIE, helper ? 'helper' : '', helper ? HELPER_SECONDS : 0);
}
