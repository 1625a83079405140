/** The overview of units through the API, as the desk's page asks for it. */
import { openSession } from '#modules/identity/server.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import type { Services } from '#platform/http/context.ts';
import type pg from 'pg';

/** One caller may ask 600 times a minute: so many ask. */
const CALLERS = 12;

export interface Pages {
  /** Milliseconds of each asking, sorted. @throws unless every answer is 200 */
  time(units: readonly number[]): Promise<number[]>;
}

export async function openPages(
  owner: pg.Client,
  services: Services,
  fetcher: (request: Request) => Response | Promise<Response>,
): Promise<Pages> {
  const cookies: string[] = [];
  for (let caller = 0; caller < CALLERS; caller++) {
    const personId = newUuid();
    await owner.query(
      "INSERT INTO identity.persons (part_key, id, kind, created_at) VALUES (1, $1, 'staff', now())",
      [personId],
    );
    await owner.query(
      "INSERT INTO identity.grants (part_key, id, person_id, role, unit_id, granted_at) VALUES (1, $1, $2, 'leader', 1, now())",
      [newUuid(), personId],
    );
    const reply = new Headers();
    const session = { partKey: 1, personId, staff: true, strong: true, device: 'bench' };
    await openSession(services, services.db, reply, session);
    cookies.push(reply.getSetCookie()[0]!.split(';')[0]!);
  }
  let asked = 0;
  const ask = async (unit: number): Promise<number> => {
    const caller = asked++ % CALLERS;
    const headers = { cookie: cookies[caller]!, 'x-bdhvs-address': `127.0.1.${caller}` };
    const started = performance.now();
    const reply = await fetcher(
      new Request(`http://localhost/api/movement/units/${unit}/overview`, { headers }),
    );
    const text = await reply.text();
    if (reply.status !== 200) throw new Error(`overview of ${unit}: ${reply.status} ${text.slice(0, 200)}`);
    return performance.now() - started;
  };
  return {
    time: async (units) => {
      for (const unit of units.slice(0, 20)) await ask(unit);
      const taken: number[] = [];
      for (const unit of units) taken.push(await ask(unit));
      return taken.sort((one, two) => one - two);
    },
  };
}

/** @param share 0.95 for the 95th percentile of sorted numbers */
export const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]!;
