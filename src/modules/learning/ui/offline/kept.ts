import { SOUND_TYPES, type SoundKind } from '#platform/sound/kinds.ts';
import type { Pack } from '../../domain/contract.ts';
import type { Headed } from '../../domain/in-language/heading.ts';

/*
 * What the service worker keeps on this device (src/service-worker/rules.ts names the same places): a lesson or practice
 * scene under the address by which its pages ask for it, its pictures under their own.
 */
const WHOLE = 'bdhvs-lessons';
const PICTURES = 'bdhvs-content';
/** Recordings lie apart: only those who take a lesson along with its voice have them. */
const VOICES = 'bdhvs-voices';
const FILE = /\/content\/[\w./-]+\w/g;
const RECORDING = /\.(?:opus|webm|m4a|mp3)$/;
const isWhole = /^\/api\/(?:learning\/lessons|practice\/scenes)\/[a-z0-9-]+$/;

/** One thing to take along. */
export interface Item {
  /** Where it is kept. */
  readonly address: string;
  /** Where this version of it is fetched. */
  readonly from: string;
  readonly version: string;
  /** Bytes to bring over, compressed, without its pictures. */
  readonly bytes: number;
  readonly files: readonly { readonly url: string; readonly bytes: number }[];
  /** Bytes of its recordings, of the kind that this phone plays; 0 where it has none. */
  readonly voice?: number;
}

/** Whether this phone plays Opus, in Ogg or in WebM: else it needs the second, larger files. */
export const playsOpus = (): boolean => plays('opus') || plays('webm');

function plays(kind: SoundKind): boolean {
  return typeof Audio !== 'undefined' && new Audio().canPlayType(SOUND_TYPES[kind]) !== '';
}

export const itemOf = (pack: Pack): Item => ({
  ...pack,
  address: `/api/learning/lessons/${pack.lesson}`,
  from: `/api/learning/packs/${pack.lesson}/${pack.version}`,
  voice: [pack.voice, pack.voices[herLanguage()]].reduce(
    (sum, voice) => sum + ((playsOpus() ? voice?.opus : voice?.other) ?? 0),
    0,
  ),
});

type Titled = Pick<Headed, 'title' | 'variants'>;

export interface Kept {
  readonly version: string;
  readonly pictures: readonly string[];
  /** Addresses of recordings that this phone would play. */
  readonly voices: readonly string[];
  /** Whether all of those are here. */
  readonly voiced: boolean;
  readonly headed?: Titled;
}

interface Voiced {
  readonly language: string;
  readonly files: readonly (readonly string[])[];
}
interface Spoken {
  readonly steps?: readonly { readonly voice?: Voiced; readonly voices?: readonly Voiced[] }[];
}

/** In which somebody here wants her lessons, besides Vietnamese; empty where she did not choose. */
const herLanguage = (): string =>
  // While the page is made on the server, it is anybody's.
  typeof document === 'undefined' ? '' : (/(?:^|; )bai=([\w-]+)/.exec(document.cookie)?.[1] ?? '');

/** Of each sentence recorded in Vietnamese or in her language the first file that this phone plays. */
function voicesOf({ steps = [] }: Spoken): string[] {
  const playable = (file: string) => plays(file.split('.').at(-1) as SoundKind);
  const hers = herLanguage();
  const files = steps.flatMap(({ voice, voices = [] }) => [
    ...(voice?.files ?? []),
    ...voices.filter(({ language }) => language === hers).flatMap((one) => one.files),
  ]);
  return [...new Set(files.flatMap((one) => one.find(playable) ?? []))];
}

/** Whether this browser can keep anything: it cannot in some private windows and without https. */
export const canKeep = (): boolean => 'caches' in globalThis && 'serviceWorker' in navigator;

/** What is on this device, by address; empty where nothing can be kept. */
export async function listKept(): Promise<Map<string, Kept>> {
  const kept = new Map<string, Kept>();
  if (!('caches' in globalThis)) return kept;
  const [cache, voices] = await Promise.all([caches.open(WHOLE), caches.open(VOICES)]);
  const heard = new Set((await voices.keys()).map(({ url }) => new URL(url).pathname));
  for (const request of await cache.keys()) {
    const address = new URL(request.url).pathname;
    const text = isWhole.test(address) && (await (await cache.match(request))?.text());
    if (!text) continue;
    const whole = JSON.parse(text) as Spoken & { version?: string } & Partial<Titled>;
    const own = voicesOf(whole);
    kept.set(address, {
      version: whole.version ?? '',
      pictures: (text.match(FILE) ?? []).filter((file) => !RECORDING.test(file)),
      voices: own,
      voiced: own.every((file) => heard.has(file)),
      ...(whole.title ? { headed: { title: whole.title, variants: whole.variants } } : {}),
    });
  }
  return kept;
}

/** Lessons on this device, by name; with their titles in every language that they are there in. */
export async function listKeptLessons(): Promise<(Titled & { id: string })[]> {
  return [...(await listKept())]
    .flatMap(([address, { headed }]) => (headed ? [{ id: address.split('/').at(-1)!, ...headed }] : []))
    .sort((one, two) => one.title.vi.localeCompare(two.title.vi, 'vi'));
}

/** Fetches one thing with its pictures, and its voice where it is wanted, and keeps it. What is there already is not fetched again. */
export async function keepItem(item: Item, withVoice: boolean, signal: AbortSignal): Promise<void> {
  const pictures = item.files.map(({ url }) => url);
  await keepFiles(PICTURES, pictures, signal);
  const body = await (await fetchWhole(item.from, signal)).text();
  if (withVoice) await keepFiles(VOICES, voicesOf(JSON.parse(body) as Spoken), signal);
  const headers = { 'content-type': 'application/json', 'x-bdhvs-kept-at': String(Date.now()) };
  // Last, so that what is there is there whole.
  await (await caches.open(WHOLE)).put(item.address, new Response(body, { headers }));
}

async function keepFiles(name: string, addresses: readonly string[], signal: AbortSignal): Promise<void> {
  const cache = await caches.open(name);
  for (const address of addresses)
    if (!(await cache.match(address))) await cache.put(address, await fetchWhole(address, signal));
}

async function fetchWhole(address: string, signal: AbortSignal): Promise<Response> {
  const response = await fetch(address, { signal });
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response;
}

/** Takes things off the device; pictures and recordings that something else has too stay. */
export async function drop(addresses: readonly string[]): Promise<void> {
  const kept = await listKept();
  const whole = await caches.open(WHOLE);
  for (const address of addresses) await whole.delete(address);
  const staying = [...kept].filter(([address]) => !addresses.includes(address)).map(([, one]) => one);
  const going = addresses.flatMap((address) => kept.get(address) ?? []);
  for (const [name, filesOf] of [
    [PICTURES, (one: Kept) => one.pictures],
    [VOICES, (one: Kept) => one.voices],
  ] as const) {
    const cache = await caches.open(name);
    const needed = new Set(staying.flatMap(filesOf));
    for (const url of going.flatMap(filesOf)) if (!needed.has(url)) await cache.delete(url);
  }
}
