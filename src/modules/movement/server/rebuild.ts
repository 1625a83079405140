import type { Tx } from '#platform/database/connect.ts';
import type { Services } from '#platform/http/context.ts';
import { foldWaiting } from './fold.store.ts';
import { findTreeId, readHead, writeHead } from './heads.store.ts';
import {
  countCells,
  countDrift,
  countTotalsDrift,
  fillStaging,
  insertRun,
  listDrift,
  swapStaging,
  swapTotals,
} from './recount.store.ts';
import type { MovementTables } from './tables.ts';

const TRIES = 3;
/** Cells that a run records one by one; after a restore gone wrong there may be millions. */
const MOST_TOLD = 10_000;

export interface Rebuilt {
  readonly facts: number;
  readonly cells: number;
  /** Cells and totals that the folding had left wrong. Anything but 0 is a defect. */
  readonly drift: number;
  readonly milliseconds: number;
}

/**
 * Counts every fact anew, compares with the folded figures, records what differs, and puts the recount in place.
 * One snapshot of the database: events that arrive meanwhile wait and are folded afterwards.
 */
export async function rebuild(
  services: Pick<Services, 'db' | 'now' | 'newId' | 'log'>,
  say: (line: string) => void = () => {},
  reason: 'nightly' | 'command' | 'new-tree' = 'command',
): Promise<Rebuilt> {
  for (let left = TRIES; ; left--) {
    try {
      const done = await rebuildOnce(services, reason);
      say(`${done.facts} facts, ${done.cells} cells, drift ${done.drift}, ${done.milliseconds} ms.`);
      if (done.drift > 0) services.log.error(done, 'figures drifted');
      return done;
    } catch (error) {
      // Another folder touched the same rows after our snapshot: look again.
      if ((error as { code?: string }).code !== '40001' || left === 1) throw error;
    }
  }
}

async function rebuildOnce(
  services: Pick<Services, 'db' | 'now' | 'newId'>,
  reason: 'nightly' | 'command' | 'new-tree',
): Promise<Rebuilt> {
  const started = services.now();
  const clock = performance.now();
  return services.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx: Tx<MovementTables>) => {
      const treeId = await findTreeId(tx);
      const sameTree = (await readHead(tx, 'tree')) === treeId;
      await foldWaiting(tx, treeId);
      const facts = await fillStaging(tx, treeId);
      const found = await countDrift(tx);
      const wrongTotals = await countTotalsDrift(tx);
      // On another tree of units every sum above the commune differs rightly.
      const drift = sameTree ? found + wrongTotals : 0;
      const told = drift > 0 ? await listDrift(tx, MOST_TOLD) : [];
      if (found > 0) await swapStaging(tx);
      if (wrongTotals > 0) await swapTotals(tx);
      await writeHead(tx, treeId);
      const cells = await countCells(tx);
      await insertRun(
        tx,
        {
          id: services.newId(),
          reason: sameTree ? reason : 'new-tree',
          tree_id: treeId,
          started_at: started,
          finished_at: services.now(),
          facts,
          cells,
          drift,
        },
        told,
      );
      return { facts, cells, drift, milliseconds: Math.round(performance.now() - clock) };
    });
}
