/** `did:web` of an address: `https://hoc.vn` → `did:web:hoc.vn`, `http://localhost:3000` → `did:web:localhost%3A3000`. */
export function didOf(site: string): string {
  const { host, pathname } = new URL(site);
  const path = pathname.split('/').filter(Boolean).map(encodeURIComponent);
  return ['did:web', encodeURIComponent(host), ...path].join(':');
}
