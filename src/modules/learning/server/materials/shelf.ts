import { shortDigest } from '#platform/content/digest.ts';
import type { Release } from '#platform/content/release.ts';

/** A finished document. */
export interface Document {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly etag: string;
}

/** Memory that documents of a release may take; the oldest asked for goes first. */
const MOST_BYTES = 48 * 1024 * 1024;

interface Shelf {
  readonly documents: Map<string, Promise<Document>>;
  /** Sizes outlive their documents: pages name them. */
  readonly sizes: Map<string, number>;
  bytes: number;
}

const shelves = new WeakMap<Release, Shelf>();

function shelfOf(release: Release): Shelf {
  let shelf = shelves.get(release);
  if (!shelf) shelves.set(release, (shelf = { documents: new Map(), sizes: new Map(), bytes: 0 }));
  return shelf;
}

/**
 * A document of a release: made once, kept while there is room, made anew after that.
 *
 * @param key names it within the release
 */
export async function take(
  release: Release,
  key: string,
  make: () => Promise<Uint8Array> | Uint8Array,
): Promise<Document> {
  const shelf = shelfOf(release);
  const kept = shelf.documents.get(key);
  if (kept) {
    // Asked for again: now the youngest.
    shelf.documents.delete(key);
    shelf.documents.set(key, kept);
    return kept;
  }
  const making = finish(make);
  shelf.documents.set(key, making);
  try {
    const document = await making;
    shelf.sizes.set(key, document.body.byteLength);
    shelf.bytes += document.body.byteLength;
    makeRoom(shelf, key);
    return document;
  } catch (error) {
    shelf.documents.delete(key);
    throw error;
  }
}

/** How large it is, in bytes; made if nobody knows yet. */
export async function sizeOf(
  release: Release,
  key: string,
  make: () => Promise<Uint8Array> | Uint8Array,
): Promise<number> {
  return shelfOf(release).sizes.get(key) ?? (await take(release, key, make)).body.byteLength;
}

async function finish(make: () => Promise<Uint8Array> | Uint8Array): Promise<Document> {
  const body = new Uint8Array(await make());
  return { body, etag: `"${shortDigest(body)}"` };
}

function makeRoom(shelf: Shelf, keep: string): void {
  for (const key of [...shelf.documents.keys()]) {
    if (shelf.bytes <= MOST_BYTES) return;
    const size = shelf.sizes.get(key);
    // One that is still being made has no size yet.
    if (key === keep || size === undefined) continue;
    shelf.documents.delete(key);
    shelf.bytes -= size;
  }
}
