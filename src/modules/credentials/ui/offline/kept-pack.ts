import { getVerifyPack, type CompactCheck, type SignedPack } from '../../domain/contract-compact.ts';
import type { Checked } from '../../domain/presentation.ts';
import { openPack, type KnownPack, type OpenedPack, type PackFault } from '../../domain/signed-pack.ts';
import { verify } from './verify-signature.ts';

/*
 * What checks certificates without a network lies where the service worker looks for it (src/service-worker/rules.ts
 * names the same place): only with it does the worker open these pages in flight mode. Beside it lies the key that the
 * first one was signed with; what another key has signed, or what is older, never takes its place.
 */
const CACHE = 'bdhvs-lessons';
const ADDRESS = getVerifyPack.path;
const KNOWN = `${ADDRESS}?known`;
const PROGRAM_MS = 60_000;

/** What this device holds: a pack that was looked at, or why it cannot be used. */
export type Kept = OpenedPack | { readonly fault: PackFault };

export class PackRefused extends Error {
  readonly fault: PackFault;
  constructor(fault: PackFault) {
    super(fault);
    this.fault = fault;
  }
}

export const canKeepPack = (): boolean => 'caches' in globalThis && 'serviceWorker' in navigator;
const seconds = () => Math.floor(Date.now() / 1000);

/** What was taken along, its signature checked again each time; undefined when nothing was. */
export async function readKeptPack(): Promise<Kept | undefined> {
  if (!('caches' in globalThis)) return undefined;
  try {
    const cache = await caches.open(CACHE);
    const kept = await cache.match(ADDRESS);
    if (!kept) return undefined;
    const signed: unknown = await kept.json().catch(() => null);
    const known = await readKnown(cache);
    return await openPack(signed, known && { key: known.key }, seconds(), verify);
  } catch {
    return undefined;
  }
}

async function readKnown(cache: Cache): Promise<KnownPack | undefined> {
  const kept = await cache.match(KNOWN);
  return kept && ((await kept.json()) as KnownPack);
}

/**
 * Fetches the newest, looks at it, and only then puts it in the place of the one before, in one step.
 *
 * @throws PackRefused, the one before stays; TypeError or Error when the network or the device does not allow it
 */
export async function renewPack(): Promise<OpenedPack> {
  const response = await fetch(ADDRESS, { cache: 'no-cache' });
  if (!response.ok) throw new Error(`pack ${response.status}`);
  const signed = (await response.json().catch(() => null)) as SignedPack | null;
  const cache = await caches.open(CACHE);
  const opened = await openPack(signed, await readKnown(cache), seconds(), verify);
  if ('fault' in opened) throw new PackRefused(opened.fault);
  await cache.put(KNOWN, Response.json({ key: opened.key, asOf: opened.pack.asOf } satisfies KnownPack));
  await cache.put(ADDRESS, Response.json(signed));
  return opened;
}

/** Takes all along that checking needs: the pack, and the program itself. @throws Error when it could not be kept */
export async function takePack(): Promise<OpenedPack> {
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  const kept = await new Promise<boolean>((done) => {
    port1.onmessage = (event: MessageEvent<{ kept: boolean }>) => done(event.data.kept);
    setTimeout(() => done(false), PROGRAM_MS);
    active?.postMessage({ program: true }, [port2]);
  });
  if (!kept) throw new Error('the program could not be kept');
  return renewPack();
}

/** Forgets the pack and the key that was known: what is taken next is taken on trust again. */
export async function dropPack(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.delete(ADDRESS);
  await cache.delete(KNOWN);
}

/** Checks with what was taken along; undefined when nothing was, or it cannot be used. */
export async function checkKept(
  text: string,
): Promise<CompactCheck | { readonly fault: PackFault } | undefined> {
  const kept = await readKeptPack();
  if (!kept || 'fault' in kept) return kept;
  const { checkWithPack } = await import('./check-with-pack.ts');
  return checkWithPack(text, kept.pack, seconds());
}

/** The same of a file that a holder shared. */
export async function checkSharedKept(text: string): Promise<Checked | undefined> {
  const kept = await readKeptPack();
  if (!kept || 'fault' in kept) return undefined;
  const { checkSharedWithPack } = await import('./check-shared.ts');
  return checkSharedWithPack(text, kept.pack, seconds());
}
