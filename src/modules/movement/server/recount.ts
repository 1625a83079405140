import type { Services } from '#platform/http/context.ts';
import { hasFacts, listConfirmedAfter, type PersonKey } from './facts.store.ts';
import { foldAll } from './fold.ts';
import { refreshPerson } from './refresh-person.ts';

const PAGE = 1_000;
const AT_ONCE = 4;

/**
 * Makes everybody's facts anew from what credentials and identity publish, and folds the changes: after the rules of
 * counting have changed, after a restore, after many confirmations were written at once. Safe to repeat and to break off.
 *
 * @returns how many people were looked at
 */
export async function recountEverybody(
  services: Services,
  say: (line: string) => void = () => {},
): Promise<number> {
  let seen = 0;
  for (let last: PersonKey | undefined; ;) {
    const page = await listConfirmedAfter(services.db, last, PAGE);
    const waiting = [...page];
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let person = waiting.shift(); person; person = waiting.shift())
          await refreshPerson(services, person);
      }),
    );
    seen += page.length;
    last = page.at(-1);
    if (page.length < PAGE || !last) break;
    say(`${seen} people counted…`);
  }
  await foldAll(services);
  say(`${seen} people counted.`);
  return seen;
}

/** At start-up, in the background: a database that has confirmations and no facts is counted. */
export async function recountOnce(services: Services): Promise<void> {
  if (await hasFacts(services.db)) return;
  await recountEverybody(services, (line) => services.log.info(line));
}
