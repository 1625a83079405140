import type { GenericSchema } from 'valibot';

/** One kind of content: where its files lie, what they hold, and what must hold between them. */
export interface ContentKind<T> {
  readonly name: string;
  /** Glob under `content/`. */
  readonly files: string;
  readonly schema: GenericSchema<unknown, T>;
  /** Faults that the schema cannot see: doubled ids, a lesson that names a picture that is not there. */
  readonly check?: (entries: readonly Entry<T>[], release: Release) => readonly Fault[];
  /**
   * What somebody should look at, though the release can be served: content past its day, a sentence that could be
   * plainer.
   *
   * @param today the day in Vietnam, YYYY-MM-DD
   */
  readonly warn?: (entries: readonly Entry<T>[], release: Release, today: string) => readonly Fault[];
  /** Faults that take long to find; looked for by `content check` and the tests, not at every start. */
  readonly rehearse?: (entries: readonly Entry<T>[], release: Release) => readonly Fault[];
}

export interface Entry<T> {
  /** Under `content/`. */
  readonly path: string;
  readonly value: T;
  /** The line of a place in the file, 1-based, by its keys from the top; of its parent where it is not there. */
  readonly lineOf?: (keys: readonly (string | number)[]) => number;
}

export interface Fault {
  readonly path: string;
  /** 1-based; 0 when the fault has no one place. */
  readonly line: number;
  readonly what: string;
}

/** A file that is served as it is. */
export interface Asset {
  readonly path: string;
  /** First 16 hex digits of the SHA-256 of its bytes: its address never changes its meaning. */
  readonly hash: string;
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  /** Null for what is read when it is asked for: recordings among the files, all that lies in the database. */
  readonly body: string | null;
  /** Of a recording: how long it lasts. */
  readonly seconds?: number;
}

/** Everything a fresh install teaches and asks, frozen: the id is the digest of the content. */
export interface Release {
  readonly id: string;
  readonly kinds: Readonly<Record<string, readonly Entry<unknown>[]>>;
  readonly assets: Readonly<Record<string, Asset>>;
}

/** The entries of a kind in a release. */
export function entriesOf<T>(release: Release, kind: ContentKind<T>): readonly Entry<T>[] {
  return (release.kinds[kind.name] ?? []) as readonly Entry<T>[];
}

/** What the kinds warn of, in their order. @param today the day in Vietnam, YYYY-MM-DD */
export function warningsOf(
  release: Release,
  kinds: readonly ContentKind<any>[],
  today: string,
): readonly Fault[] {
  return kinds.flatMap((kind) => kind.warn?.(entriesOf(release, kind), release, today) ?? []);
}

/** Address of a file of the release, safe to cache for ever. */
export function assetUrl(release: Release, path: string): string | undefined {
  const asset = release.assets[path];
  return asset && `/content/${asset.hash}/${path.split('/').at(-1)}`;
}
