import type { Services } from '#platform/http/context.ts';
import { hasFacts, listConfirmedAfter, type PersonKey } from './facts.store.ts';
import { foldAll } from './fold.ts';
import { refreshPeople } from './refresh-person.ts';

const PAGE = 1_000;

/**
 * Makes everybody's facts anew from what credentials and identity publish, and folds the changes: after the rules of
 * counting have changed, after a restore, after many confirmations were written at once. Safe to repeat and to break off.
 *
 * @returns how many people were looked at
 */
export async function recountEverybody(
  services: Services,
  say: (line: string) => void = () => {},
  signal?: AbortSignal,
): Promise<number> {
  let seen = 0;
  for (let last: PersonKey | undefined; ;) {
    if (signal?.aborted) return seen;
    const page = await listConfirmedAfter(services.db, last, PAGE);
    await refreshPeople(services, page);
    seen += page.length;
    last = page.at(-1);
    if (page.length < PAGE || !last) break;
    say(`${seen} people counted…`);
  }
  await foldAll(services);
  say(`${seen} people counted.`);
  return seen;
}

/** When the program has started: a database that has confirmations and no facts is counted. */
export async function recountOnce(services: Services, signal: AbortSignal): Promise<void> {
  if (await hasFacts(services.db)) return;
  await recountEverybody(services, (line) => services.log.info(line), signal);
}
