import type { Services } from '#platform/http/context.ts';
import type { AssessmentTables } from '../tables.ts';
import { listMarks, type MarkRow } from './marks.store.ts';

/** After so long another process's act is known here. */
const FRESH_MS = 5_000;

interface Known {
  ids: ReadonlySet<string>;
  readAt: number;
  reading: Promise<void> | undefined;
}
const known = new WeakMap<object, Known>();

/** Items that are broken now, by the last act about each. */
export function brokenBy(marks: readonly MarkRow[]): Map<string, MarkRow> {
  const last = new Map<string, MarkRow>();
  for (const mark of marks)
    if (mark.act !== 'neutralised' && !last.has(mark.item_id)) last.set(mark.item_id, mark);
  return new Map([...last].filter(([, { act }]) => act === 'broken'));
}

/**
 * Ids of items that no test asks now. Every answer wants to know, so it is read in the background and costs an answer no
 * round trip; only the first time somebody waits.
 */
export async function withdrawnItems({
  db,
}: Pick<Services<AssessmentTables>, 'db'>): Promise<ReadonlySet<string>> {
  let one = known.get(db);
  if (!one) known.set(db, (one = { ids: new Set(), readAt: -Infinity, reading: undefined }));
  if (performance.now() - one.readAt > FRESH_MS) {
    const reading = readAgain(db, one);
    if (one.readAt === -Infinity) await reading;
    else reading.catch(() => {});
  }
  return one.ids;
}

/** Forgets what is known, after an act of this process. */
export function withdrawnChanged(db: object): void {
  known.delete(db);
}

function readAgain(db: Services<AssessmentTables>['db'], one: Known): Promise<void> {
  return (one.reading ??= listMarks(db)
    .then((marks) => {
      one.ids = new Set(brokenBy(marks).keys());
      one.readAt = performance.now();
    })
    .finally(() => {
      one.reading = undefined;
    }));
}
