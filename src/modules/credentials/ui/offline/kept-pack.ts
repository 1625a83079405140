import { getVerifyPack, type CompactCheck, type VerifyPack } from '../../domain/contract-compact.ts';

/*
 * What checks certificates without a network lies where the service worker looks for it (src/service-worker/rules.ts
 * names the same place): only with it does the worker open these pages in flight mode.
 */
const CACHE = 'bdhvs-lessons';
const ADDRESS = getVerifyPack.path;
const PROGRAM_MS = 60_000;

export const canKeepPack = (): boolean => 'caches' in globalThis && 'serviceWorker' in navigator;

/** What was taken along; undefined when nothing was. */
export async function readKeptPack(): Promise<VerifyPack | undefined> {
  if (!('caches' in globalThis)) return undefined;
  try {
    const kept = await (await caches.open(CACHE)).match(ADDRESS);
    return kept && ((await kept.json()) as VerifyPack);
  } catch {
    return undefined;
  }
}

/** Fetches the newest and keeps it. @throws TypeError or Error when the network or the device does not allow it */
export async function renewPack(): Promise<VerifyPack> {
  const response = await fetch(ADDRESS, { cache: 'no-cache' });
  if (!response.ok) throw new Error(`pack ${response.status}`);
  const pack = (await response.clone().json()) as VerifyPack;
  await (await caches.open(CACHE)).put(ADDRESS, response);
  return pack;
}

/** Takes all along that checking needs: the pack, and the program itself. @throws Error when it could not be kept */
export async function takePack(): Promise<VerifyPack> {
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

export async function dropPack(): Promise<void> {
  await (await caches.open(CACHE)).delete(ADDRESS);
}

/** Checks with what was taken along; undefined when nothing was. */
export async function checkKept(text: string): Promise<CompactCheck | undefined> {
  const pack = await readKeptPack();
  if (!pack) return undefined;
  const { checkWithPack } = await import('./check-with-pack.ts');
  return checkWithPack(text, pack, Math.floor(Date.now() / 1000));
}
