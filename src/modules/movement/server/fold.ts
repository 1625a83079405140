import type { Services } from '#platform/http/context.ts';
import { hasDeltas } from './facts.store.ts';
import { foldWaiting } from './fold.store.ts';
import { findTreeId, readHead } from './heads.store.ts';
import { rebuild } from './rebuild.ts';

/** A confirmation is seen everywhere within a second or two, and a busy hour folds once a second at most. */
const THROTTLE_MS = 1_000;

/** Folds everything that waits. When units have moved since, all figures are made anew on the tree of today. */
export async function foldAll(services: Services): Promise<number> {
  if (!(await hasDeltas(services.db))) return 0;
  const treeId = await findTreeId(services.db);
  if (treeId !== (await readHead(services.db, 'tree'))) {
    await rebuild(services, () => {}, 'new-tree');
    return 0;
  }
  return foldWaiting(services.db, treeId);
}

const waiting = new WeakMap<object, NodeJS.Timeout>();

/** Folds in a moment; asked again before that, once. What a crash leaves behind is folded at the next start. */
export function foldSoon(services: Services): void {
  if (waiting.has(services.db)) return;
  const timer = setTimeout(() => {
    waiting.delete(services.db);
    foldAll(services).catch((error: unknown) => services.log.error({ err: error }, 'fold'));
  }, THROTTLE_MS);
  timer.unref();
  waiting.set(services.db, timer);
}
