import { connectOwner } from '#platform/database/connect.ts';
import { Obstacle } from '#platform/database/explain.ts';
import { findFact, writeFact } from '#platform/facts/facts.store.ts';
import type { Services } from '#platform/http/context.ts';
import { modules } from './compose.ts';
import { emptyDemo, fillDemo } from './demo-load.ts';
import type { Say } from './root.ts';

const DEMO = 'demo-data';

interface DemoFact {
  readonly state: 'loading' | 'loaded' | 'removed';
  readonly at: string;
  /** When loading began: what was published from then on may hold invented figures. */
  readonly since: string;
}

/** Whether this database holds, or may hold, invented people. */
export async function hasDemoData(services: Services): Promise<boolean> {
  const fact = await findFact<DemoFact>(services.db, DEMO);
  return fact !== undefined && fact.state !== 'removed';
}

/** @throws Obstacle */
export async function refuseDemoInProduction(services: Services): Promise<void> {
  if (services.config.demo || !(await hasDemoData(services))) return;
  throw new Obstacle(
    'This database holds demo data and demo accounts: use an empty one, or remove them first (BDHVS_MODE=demo npm run bdhvs -- demo remove)',
  );
}

/**
 * Loads everything invented for a demonstration. Safe to repeat: what is there stays, what an interruption left half
 * done is taken away first.
 *
 * @param ownerUrl of the same database, for what no request may take away
 * @throws Obstacle in production
 */
export async function loadDemo(services: Services, ownerUrl: string, say: Say): Promise<void> {
  if (!services.config.demo) throw new Obstacle('Demo data are refused in production');
  const fact = await findFact<DemoFact>(services.db, DEMO);
  if (fact?.state === 'loaded') return say('Demo data: loaded already.');
  const since = services.now();
  if (fact?.state === 'loading') await takeAway(services, ownerUrl, fact, say);
  await note(services, 'loading', since);
  for (const module of modules) await module.demo?.load(services, say);
  await fillDemo(services, say);
  await note(services, 'loaded', since);
}

/** At the first start in demo mode; not again after they were removed. */
export async function loadDemoOnce(services: Services, ownerUrl: string, say: Say): Promise<void> {
  const fact = await findFact<DemoFact>(services.db, DEMO);
  if (!services.config.demo || fact?.state === 'loaded' || fact?.state === 'removed') return;
  await loadDemo(services, ownerUrl, say);
}

/**
 * Removes everything invented, and who came in through the trial provider; notes it, so that no later start brings it back.
 *
 * @param ownerUrl of the same database, for what no request may take away
 */
export async function removeDemo(services: Services, ownerUrl: string, say: Say): Promise<void> {
  const fact = await findFact<DemoFact>(services.db, DEMO);
  await takeAway(services, ownerUrl, fact, say);
  await note(services, 'removed', services.now());
  say('Demo data: removed.');
}

/** As the owner: the ledger of consents is append-only for everybody else, and nobody real ever chose these. */
async function takeAway(
  services: Services,
  ownerUrl: string,
  fact: DemoFact | undefined,
  say: Say,
): Promise<void> {
  const since = fact && fact.state !== 'removed' ? new Date(fact.since ?? fact.at) : services.now();
  const owner = connectOwner({ url: ownerUrl }, 4);
  try {
    const able = { ...services, db: owner.db };
    await emptyDemo(able, since);
    for (const module of [...modules].reverse()) await module.demo?.remove(able, say);
  } finally {
    await owner.close();
  }
}

async function note(services: Services, state: DemoFact['state'], since: Date): Promise<void> {
  const fact: DemoFact = { state, at: services.now().toISOString(), since: since.toISOString() };
  await writeFact(services.db, DEMO, fact);
}

const BELIEVED_MS = 5_000;

/** Tells pages whether figures may be invented; what the database said is believed for some seconds. */
export function watchDemo(services: Services): () => Promise<boolean> {
  let known = Promise.resolve(false);
  let askedAt = -Infinity;
  return () => {
    if (performance.now() - askedAt > BELIEVED_MS) {
      askedAt = performance.now();
      const before = known;
      known = hasDemoData(services).catch(() => before);
    }
    return known;
  };
}
