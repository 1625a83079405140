/**
 * Registers the service worker once the page is loaded and the device has nothing better to do, so that a first visit
 * on a slow network pays nothing for it. Where it cannot be had (private windows, plain http), nothing is missing but
 * reading offline.
 */
export function registerServiceWorker(): void {
  if (!('serviceWorker' in navigator)) return;
  const register = async () => {
    await navigator.serviceWorker.register('/service-worker.js', { type: 'module' });
    // What this page loaded before the worker was there to keep it.
    tellOpened([location.pathname, ...loadedPaths()]);
  };
  const whenIdle = () => {
    const go = () => void register().catch(() => undefined);
    if (typeof requestIdleCallback === 'function') requestIdleCallback(go, { timeout: 10_000 });
    else setTimeout(go, 3_000);
  };
  if (document.readyState === 'complete') whenIdle();
  else addEventListener('load', whenIdle, { once: true });
}

/** Tells the worker which addresses the reader opened; it keeps those that may be kept (src/service-worker/rules.ts). */
export function tellOpened(opened: readonly string[]): void {
  // Before the first worker is ready this waits for it; where there will be none, it waits in vain and harms nothing.
  void navigator.serviceWorker?.ready.then(({ active }) => active?.postMessage({ opened }));
}

function loadedPaths(): string[] {
  return performance
    .getEntriesByType('resource')
    .map((entry) => new URL(entry.name))
    .filter((url) => url.origin === location.origin)
    .map((url) => url.pathname + url.search);
}
