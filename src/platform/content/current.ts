import type { Release } from './release.ts';

/** The release in force: what the files say, and what was published since. */
export interface CurrentContent {
  readonly release: () => Release;
  /** Looks again at what was published; when it settles, `release` gives it. Calls wait for those before them. */
  readonly refresh: () => Promise<void>;
}

/**
 * Each release is another object, never changed: whoever holds one goes on with it.
 *
 * @param compose lays over the files what was published; gives the same object again when nothing has changed
 */
export function holdContent(files: Release, compose: (files: Release) => Promise<Release>): CurrentContent {
  let now = files;
  let last: Promise<void> = Promise.resolve();
  return {
    release: () => now,
    refresh: () => {
      const next = last.then(async () => {
        now = await compose(files);
      });
      // One that failed says so to its caller and holds up nobody after it.
      last = next.catch(() => undefined);
      return next;
    },
  };
}
