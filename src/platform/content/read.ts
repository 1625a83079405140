import { globSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import * as v from 'valibot';
import { LineCounter, parseDocument, isNode, type Document } from 'yaml';
import { type Asset, type ContentKind, type Entry, type Fault, type Release } from './release.ts';
import { SOUND_KINDS, SOUND_TYPES } from '#platform/sound/kinds.ts';
import { readSound } from '#platform/sound/sound.ts';
import { shortDigest } from './digest.ts';

const MAX_FILE = 1_000_000;
const ASSET_TYPES: Readonly<Record<string, string>> = { svg: 'image/svg+xml' };

/**
 * Reads the content folder.
 *
 * @param root the folder that holds `lessons/`, `items/` …
 * @param rehearsing looks for the faults that take long to find, too
 * @returns the release, and every fault of every file, in the order of the files
 */
export function readContent(
  root: string,
  kinds: readonly ContentKind<any>[],
  rehearsing = false,
): { release: Release; faults: Fault[] } {
  const faults: Fault[] = [];
  const read: Record<string, Entry<unknown>[]> = {};
  for (const kind of kinds) read[kind.name] = readKind(root, kind, faults);
  const assets = { ...readAssets(root), ...readSounds(root, faults) };
  const release: Release = { id: shortDigest(JSON.stringify([read, assets])), kinds: read, assets };
  for (const kind of kinds) faults.push(...(kind.check?.(read[kind.name] ?? [], release) ?? []));
  // What is wrong already would only be said again in other words.
  if (rehearsing && faults.length === 0)
    for (const kind of kinds) faults.push(...(kind.rehearse?.(read[kind.name] ?? [], release) ?? []));
  return { release, faults };
}

function readKind(root: string, kind: ContentKind<any>, faults: Fault[]): Entry<unknown>[] {
  return globSync(join(root, kind.files))
    .sort()
    .flatMap((file) => {
      const path = relative(root, file).replaceAll('\\', '/');
      const before = faults.length;
      const read = readYaml(file, path, kind, faults);
      return read && faults.length === before ? [{ path, ...read }] : [];
    });
}

function readYaml(
  file: string,
  path: string,
  kind: ContentKind<any>,
  faults: Fault[],
): Omit<Entry<unknown>, 'path'> | undefined {
  if (statSync(file).size > MAX_FILE) {
    faults.push({ path, line: 0, what: `is larger than ${MAX_FILE} bytes` });
    return undefined;
  }
  const lines = new LineCounter();
  const text = readFileSync(file, 'utf8');
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  for (const error of document.errors) {
    faults.push({
      path,
      line: lines.linePos(error.pos[0]).line,
      what: error.message.split('\n')[0] ?? error.code,
    });
  }
  if (text !== text.normalize('NFC')) faults.push({ path, line: 0, what: 'is not in Unicode normal form C' });
  if (document.errors.length > 0) return undefined;
  const parsed = v.safeParse(kind.schema, document.toJS());
  if (parsed.success) return { value: parsed.output, lineOf: (keys) => findLine(text, keys) };
  for (const issue of parsed.issues) {
    const keys = (issue.path ?? []).map((item: { key: unknown }) => item.key);
    faults.push({
      path,
      line: lineOf(document, lines, keys),
      what: `${keys.join('.') || 'file'}: ${issue.message}`,
    });
  }
  return undefined;
}

let lastRead: { text: string; document: Document; lines: LineCounter } | undefined;

/** Reads the text again, for a fault is rare and what was read takes ten times its room. Faults of a file come together. */
function findLine(text: string, keys: readonly unknown[]): number {
  if (lastRead?.text !== text) {
    const lines = new LineCounter();
    lastRead = { text, document: parseDocument(text, { lineCounter: lines }), lines };
  }
  return lineOf(lastRead.document, lastRead.lines, keys);
}

/** The line of the deepest place on the way that exists: a missing key is reported at its parent. */
function lineOf(document: Document, lines: LineCounter, keys: readonly unknown[]): number {
  for (let depth = keys.length; depth >= 0; depth--) {
    const node = depth === 0 ? document.contents : document.getIn(keys.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function readAssets(root: string): Record<string, Asset> {
  const assets: Record<string, Asset> = {};
  for (const file of globSync(join(root, '**/*.svg')).sort()) {
    const path = relative(root, file).replaceAll('\\', '/');
    const body = readFileSync(file, 'utf8');
    assets[path] = {
      path,
      hash: shortDigest(body),
      type: ASSET_TYPES['svg']!,
      size: Buffer.byteLength(body),
      body,
    };
  }
  return assets;
}

/** Recordings stay on the disk; what is kept of each is its address and its length. A folder `audio` holds nothing else. */
function readSounds(root: string, faults: Fault[]): Record<string, Asset> {
  const assets: Record<string, Asset> = {};
  const files = ['**/audio/**/*.*', `**/*.{${SOUND_KINDS.join(',')}}`].flatMap((glob) =>
    globSync(join(root, glob)),
  );
  for (const file of [...new Set(files)].sort()) {
    const path = relative(root, file).replaceAll('\\', '/');
    const bytes = readFileSync(file);
    const sound = readSound(bytes);
    if (sound && path.endsWith(`.${sound.kind}`)) {
      const { kind, seconds } = sound;
      const hash = shortDigest(bytes);
      assets[path] = { path, hash, type: SOUND_TYPES[kind], size: bytes.length, body: null, seconds };
    } else {
      const is = sound ? `is a .${sound.kind}` : 'is no recording (Opus in Ogg or WebM, AAC in MP4, MP3)';
      faults.push({ path, line: 0, what: `${is}, whatever its name says` });
    }
  }
  return assets;
}
