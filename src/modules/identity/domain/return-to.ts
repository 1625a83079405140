/**
 * The page to go back to after signing in: a path of this site, or the start page for anything else, so that nobody
 * can be sent on to a stranger's site (`//evil.example`, `/\evil.example`, `javascript:`).
 */
export function safeReturnTo(wanted: string | undefined, otherwise = '/'): string {
  if (
    !wanted ||
    wanted.length > 1_000 ||
    !/^\/(?![/\\])[\x21-\x7e]*$/.test(wanted) ||
    wanted.includes('\\')
  ) {
    return otherwise;
  }
  const url = new URL(wanted, 'https://site.invalid');
  if (
    url.origin !== 'https://site.invalid' ||
    url.pathname.startsWith('//') ||
    url.pathname.startsWith('/api/')
  ) {
    return otherwise;
  }
  return url.pathname + url.search + url.hash;
}
