/** What happens to people, by chance from a seed: told to the truth in bulk, counted by the product person by person. */
import type pg from 'pg';
import { refreshPeople } from '#modules/movement/server.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import type { Services } from '#platform/http/context.ts';

/** So many events are told at once; their people are counted in batches, four at the same time. */
const ROUND = 20_000;
const BATCH = 1_000;
const AT_ONCE = 4;
const GROUPS = ['citizens', 'students', 'workers', 'officials'];
const FIRST_DAY = Date.parse('2025-07-07T00:00:00Z');

/** Of a thousand events. The rest says again what is known already. */
const SHARES = { newcomer: 250, another: 200, revoked: 180, moved: 270, adopted: 40, gone: 10 };

interface Person {
  readonly partKey: number;
  readonly personId: string;
}

export interface Happening {
  /** Tells and counts so many events. @returns how many deltas came of them */
  run(count: number, done: (events: number) => void): Promise<number>;
  readonly kinds: Record<string, number>;
}

/** @param communes homes to move to */
export async function makeHappening(
  owner: pg.Client,
  services: Services,
  communes: readonly { readonly id: number; readonly partKey: number }[],
): Promise<Happening> {
  const chance = mulberry(20_260_301);
  const pick = <T>(of: readonly T[]): T => of[Math.floor(chance() * of.length)]!;
  const people: Person[] = (
    await owner.query<Person>(
      'SELECT part_key AS "partKey", person_id AS "personId" FROM invented.confirmations ORDER BY n',
    )
  ).rows;
  const kinds: Record<string, number> = {};
  const day = () => new Date(FIRST_DAY + Math.floor(chance() * 490) * 86_400_000).toISOString().slice(0, 10);

  async function round(count: number): Promise<number> {
    const touched = new Map<string, Person>();
    const told = {
      confirmed: [] as { person: Person; group: string; day: string }[],
      revoked: [] as number[],
      homes: new Map<Person, number | null>(),
      adopted: [] as { from: Person; to: Person }[],
      gone: [] as Person[],
    };
    const { rows } = await owner.query<{ last: number }>('SELECT max(n) AS last FROM invented.confirmations');
    const last = rows[0]!.last;
    for (let event = 0; event < count; event++) {
      const kind = draw(chance());
      kinds[kind] = (kinds[kind] ?? 0) + 1;
      let person = pick(people);
      if (kind === 'newcomer') {
        person = { partKey: pick(communes).partKey, personId: newUuid() };
        people.push(person);
        told.homes.set(person, chance() < 0.03 ? null : pick(communes).id);
      }
      if (kind === 'newcomer' || kind === 'another')
        told.confirmed.push({ person, group: pick(GROUPS), day: day() });
      if (kind === 'revoked') told.revoked.push(1 + Math.floor(chance() * last));
      if (kind === 'moved') told.homes.set(person, chance() < 0.05 ? null : pick(communes).id);
      if (kind === 'adopted') {
        const to = pick(people);
        if (to !== person) told.adopted.push({ from: person, to });
        touched.set(to.personId, to);
      }
      if (kind === 'gone') told.gone.push(person);
      touched.set(person.personId, person);
    }
    for (const person of await tell(owner, told)) touched.set(person.personId, person);
    return countAll(services, [...touched.values()]);
  }

  return {
    kinds,
    run: async (count, done) => {
      let deltas = 0;
      for (let before = 0; before < count; before += ROUND) {
        deltas += await round(Math.min(ROUND, count - before));
        done(Math.min(count, before + ROUND));
      }
      return deltas;
    },
  };
}

/** Everybody who was touched, and every tenth of them a second time meanwhile. */
async function countAll(services: Services, touched: readonly Person[]): Promise<number> {
  const twice = touched.filter((_, index) => index % 10 === 0).toReversed();
  const batches: (readonly Person[])[] = [];
  for (const some of [touched, twice])
    for (let start = 0; start < some.length; start += BATCH) batches.push(some.slice(start, start + BATCH));
  let deltas = 0;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let batch = batches.shift(); batch; batch = batches.shift())
        deltas += await refreshPeople(services, batch);
    }),
  );
  return deltas;
}

interface Told {
  readonly confirmed: readonly { person: Person; group: string; day: string }[];
  readonly revoked: readonly number[];
  readonly homes: ReadonlyMap<Person, number | null>;
  readonly adopted: readonly { from: Person; to: Person }[];
  readonly gone: readonly Person[];
}

/** @returns whose confirmations were revoked, whom nobody else names */
async function tell(owner: pg.Client, { confirmed, revoked, homes, adopted, gone }: Told): Promise<Person[]> {
  const keys = (of: readonly Person[]) => [of.map((one) => one.partKey), of.map((one) => one.personId)];
  await owner.query('BEGIN');
  await owner.query(
    `INSERT INTO invented.confirmations (part_key, person_id, credential_id, group_code, rule_set, issued_on)
     SELECT p, id, c, g, CASE WHEN d < '2026-03-02' THEN 'invented@1' ELSE 'invented@2' END, d
     FROM unnest($1::int[], $2::uuid[], $3::uuid[], $4::text[], $5::date[]) t (p, id, c, g, d)`,
    [
      ...keys(confirmed.map((one) => one.person)),
      confirmed.map(() => newUuid()),
      confirmed.map((one) => one.group),
      confirmed.map((one) => one.day),
    ],
  );
  const { rows } = await owner.query<Person>(
    `UPDATE invented.confirmations SET revoked_at = now() WHERE n = ANY($1::bigint[]) AND revoked_at IS NULL
     RETURNING part_key AS "partKey", person_id AS "personId"`,
    [revoked],
  );
  await owner.query(
    `INSERT INTO invented.homes SELECT * FROM unnest($1::int[], $2::uuid[], $3::int[])
     ON CONFLICT (part_key, person_id) DO UPDATE SET home_unit_id = excluded.home_unit_id`,
    [...keys([...homes.keys()]), [...homes.values()]],
  );
  // One person's learning becomes another's, as when a device's learner signs in.
  await owner.query(
    `UPDATE invented.confirmations c SET part_key = t.to_key, person_id = t.to_id
     FROM unnest($1::int[], $2::uuid[], $3::int[], $4::uuid[]) t (from_key, from_id, to_key, to_id)
     WHERE c.part_key = t.from_key AND c.person_id = t.from_id`,
    [...keys(adopted.map((one) => one.from)), ...keys(adopted.map((one) => one.to))],
  );
  for (const table of ['homes', 'confirmations'])
    await owner.query(
      `DELETE FROM invented.${table} WHERE (part_key, person_id) IN (SELECT * FROM unnest($1::int[], $2::uuid[]))`,
      keys(gone),
    );
  await owner.query('COMMIT');
  return rows;
}

function draw(share: number): string {
  let left = share * 1000;
  for (const [kind, weight] of Object.entries(SHARES)) {
    left -= weight;
    if (left < 0) return kind;
  }
  return 'repeated';
}

/** Chance from a seed (mulberry32). */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
