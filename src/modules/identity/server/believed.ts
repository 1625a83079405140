/** How long what was read from the database is believed. What this process changes itself it forgets at once. */
const BELIEVED_MS = 15_000;
const SIZE = 20_000;

const all: Map<string, unknown>[] = [];

/** Remembers for some seconds what `read` gave; undefined is not remembered. */
export function believed<T>(): (key: string, now: Date, read: () => Promise<T>) => Promise<T> {
  const kept = new Map<string, { value: T; until: number }>();
  all.push(kept);
  return async (key, now, read) => {
    const known = kept.get(key);
    if (known && known.until > now.getTime()) return known.value;
    const value = await read();
    if (kept.size >= SIZE) kept.clear();
    if (value !== undefined) kept.set(key, { value, until: now.getTime() + BELIEVED_MS });
    return value;
  };
}

/** Forgets what this process believes of sessions and phones: after a sign-out, a role change, a restore. */
export function forgetSessions(): void {
  for (const kept of all) kept.clear();
}
