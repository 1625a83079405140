import { putOnShelf, takeFromShelf } from '#platform/client/shelf.ts';

/*
 * What somebody chose to take along, remembered in two places: a browser that clears its storage often leaves the
 * cookie, and then the page can say what is gone instead of pretending that nothing was ever there.
 */
const NAME = 'taken';
const HALF_YEAR_SECONDS = 180 * 24 * 3600;

/** Ids of the programmes taken along; empty when none, or when the browser forgot both places. */
export async function readTaken(): Promise<string[]> {
  const inCookie = new RegExp(`(?:^|; )${NAME}=([a-z0-9.-]*)`).exec(document.cookie)?.[1] ?? '';
  const onShelf = await takeFromShelf(NAME);
  return [...new Set(`${inCookie}.${typeof onShelf === 'string' ? onShelf : ''}`.split('.').filter(Boolean))];
}

export async function writeTaken(programmes: readonly string[]): Promise<void> {
  const value = programmes.join('.');
  const secure = location.protocol === 'https:' ? '; secure' : '';
  document.cookie = `${NAME}=${value}; path=/; max-age=${value ? HALF_YEAR_SECONDS : 0}; samesite=lax${secure}`;
  await putOnShelf(NAME, value).catch(() => undefined);
}

const VOICED = 'taken-voiced';

/** Ids of the programmes taken along with their voice. */
export async function readVoiced(): Promise<string[]> {
  const ids = await takeFromShelf(VOICED);
  return typeof ids === 'string' ? ids.split('.').filter(Boolean) : [];
}

export async function writeVoiced(programmes: readonly string[]): Promise<void> {
  await putOnShelf(VOICED, programmes.join('.')).catch(() => undefined);
}
