import type { Db } from '#platform/database/connect.ts';
import { perDatabase, Together } from '#platform/database/together.ts';
import { announce } from '#platform/outbox/outbox.ts';
import { advanceSessions, findSessions, textOf, type Advance, type SessionKey } from './session.store.ts';
import type { AssessmentTables, SessionRow } from './tables.ts';

/** An answer to keep, and what to tell the others when it ended the test. */
export interface Kept extends Advance {
  readonly event: Parameters<typeof announce>[1] | undefined;
}

const finding = perDatabase(
  (db: Db<AssessmentTables>) =>
    new Together<SessionKey, SessionRow | undefined>((keys) => findSessions(db, keys), textOf),
);

const keeping = perDatabase(
  (db: Db<AssessmentTables>) =>
    new Together<Kept, boolean>((answers) => advanceSessions(db, answers), sessionOf),
);

/** Apart from the others, who need no transaction and should not wait for one. */
const ending = perDatabase(
  (db: Db<AssessmentTables>) => new Together<Kept, boolean>((answers) => endAll(db, answers), sessionOf),
);

const sessionOf = ({ session }: Kept): string => textOf({ partKey: session.part_key, id: session.id });

/** One session; those that are asked for at the same time share a round trip. */
export function findSession(
  db: Db<AssessmentTables>,
  partKey: number,
  id: string,
): Promise<SessionRow | undefined> {
  return finding(db).ask({ partKey, id });
}

/**
 * Keeps one answer and moves the session on: both, or neither when another answer came first. Those that come at the
 * same time share the round trip and the commit.
 *
 * @returns false when another answer came first
 */
export function keepAnswer(db: Db<AssessmentTables>, answer: Kept): Promise<boolean> {
  return (answer.event ? ending : keeping)(db).ask(answer);
}

/** The last answer of a test tells the others in the same transaction. */
async function endAll(db: Db<AssessmentTables>, answers: readonly Kept[]): Promise<boolean[]> {
  return db.transaction().execute(async (tx) => {
    const kept = await advanceSessions(tx, answers);
    await announce(tx, ...answers.flatMap(({ event }, index) => (event && kept[index] ? [event] : [])));
    return kept;
  });
}
