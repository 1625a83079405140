import { getContext, setContext } from 'svelte';
import { READING, READING_SECONDS, readChoices, type ReadingChoices, type ReadingName } from './choices.ts';

const KEY = Symbol('reading');

/** How this reader reads, on every page; a choice takes effect at once and is kept in a cookie. */
export class Reading {
  text = $state<ReadingChoices['text']>(READING.text[0]);
  theme = $state<ReadingChoices['theme']>(READING.theme[0]);
  speed = $state<ReadingChoices['speed']>(READING.speed[0]);

  bai = $state<ReadingChoices['bai']>(READING.bai[0]);

  constructor({ lang: _, ...chosen }: Partial<ReadingChoices>) {
    Object.assign(this, chosen);
  }

  /** A page kept on the device may be older than the reader's last choice: the cookies of now count. */
  followCookies(): void {
    const cookies = new Map(
      document.cookie.split('; ').map((pair) => pair.split('=', 2) as [string, string]),
    );
    const { lang: _, ...chosen } = readChoices((name) => cookies.get(name));
    Object.assign(this, chosen);
    Object.assign(document.documentElement.dataset, { text: this.text, theme: this.theme });
  }

  /** In the browser only. A change of language needs the page's data again: `invalidateAll()`. */
  choose<Name extends ReadingName>(name: Name, value: ReadingChoices[Name]): void {
    if (name !== 'lang') Object.assign(this, { [name]: value });
    if (name === 'text' || name === 'theme') document.documentElement.dataset[name] = value;
    const secure = location.protocol === 'https:' ? '; secure' : '';
    // What the service worker keeps for reading without a network speaks the reader's language too.
    if (name === 'lang')
      void navigator.serviceWorker?.ready.then(({ active }) => active?.postMessage({ language: true }));
    document.cookie = `${name}=${value}; path=/; max-age=${READING_SECONDS}; samesite=lax${secure}`;
  }
}

/** Called once, by the root layout. */
export function provideReading(chosen: Partial<ReadingChoices>): Reading {
  return setContext(KEY, new Reading(chosen));
}

export function useReading(): Reading {
  return getContext<Reading | undefined>(KEY) ?? new Reading({});
}
