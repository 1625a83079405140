import { drawNormal, randomFor, shuffle, type Random } from '#modules/assessment/server.ts';
import { uuid7 } from '#platform/ids/uuid7.ts';
import { inventName } from './demo-names.ts';

export interface DemoCommune {
  readonly id: number;
  readonly partKey: number;
  readonly name: string;
  readonly division: string;
}

/** One invented life on the platform, before the test says how it went. */
export interface DemoLife {
  readonly partKey: number;
  readonly personId: string;
  readonly name: string;
  readonly birthDate: string;
  readonly homeUnitId: number | null;
  readonly createdAt: Date;
  readonly nationalId?: string;
  readonly ability: number;
  readonly elder: boolean;
  readonly lessons: readonly { readonly lesson: string; readonly at: Date; readonly share: number }[];
  /** undefined: has not come to the test yet */
  readonly testAt: Date | undefined;
  readonly leavesAfter?: number;
  readonly againAfterHours: readonly number[];
  /** Minutes from passing to agreeing; undefined: not yet. */
  readonly agreesAfterMinutes: number | undefined;
  readonly showsName: boolean;
  readonly seed: string;
  /** Took the test on a phone that went from hand to hand, with hardly a look at the questions. */
  readonly hurried?: true;
}

export const WEEKS = 26;
const PEOPLE = 2_000;
const HOMELESS = 60;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SEED = 'binh-dan-hoc-vu-so';

/** Ids of their moment, the same each time for the same moments. */
export function makeIdAt(purpose: string): (at: Date) => string {
  const chance = randomFor(SEED, `ids/${purpose}`);
  return (at) =>
    uuid7(
      at.getTime(),
      Uint8Array.from({ length: 10 }, () => Math.floor(chance() * 256)),
    );
}

/** How many learners each commune has: a few many, most some, some none. The first named are the busiest. */
export function shareOut(communes: readonly DemoCommune[], busiest: readonly string[]): Map<number, number> {
  const rest = shuffle(communes, randomFor(SEED, 'communes')).filter((one) => !busiest.includes(one.name));
  const first = busiest.flatMap((name) => communes.find((one) => one.name === name) ?? []);
  const ranked = [...first, ...rest];
  const none = Math.round(ranked.length * 0.1);
  const weights = ranked.map((_, rank) => (rank >= ranked.length - none ? 0 : 1 / (rank + 5) ** 1.1));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return new Map(
    ranked.map((one, rank) => [one.id, Math.round(((PEOPLE - HOMELESS) * weights[rank]!) / sum)]),
  );
}

/**
 * Two thousand invented lives over the last half year.
 *
 * @param lessons ids in the order of the programme
 */
export function makeLives(
  communes: readonly DemoCommune[],
  shares: ReadonlyMap<number, number>,
  lessons: readonly string[],
  now: Date,
): DemoLife[] {
  const idAt = makeIdAt('people');
  const homes: (DemoCommune | undefined)[] = communes.flatMap((one) =>
    Array.from({ length: shares.get(one.id) ?? 0 }, () => one),
  );
  homes.push(...Array.from({ length: HOMELESS }, () => undefined));
  const lives = homes.map((home, index) => {
    const chance = randomFor(SEED, `person/${index}`);
    // The pace rises: most came lately.
    const since = now.getTime() - WEEKS * 7 * DAY * (1 - chance() ** (1 / 1.7));
    const at = sociableHour(since, chance, now);
    const partKey = (home ?? communes[Math.floor(chance() * communes.length)]!).partKey;
    return makeLife({ partKey, home, at, personId: idAt(at), index }, lessons, chance, now);
  });
  return lives.sort((a, b) => (a.testAt ?? now).getTime() - (b.testAt ?? now).getTime());
}

const HURRIED = 9;

/**
 * The same lives with one evening of the month before in which one phone of a commune went from hand to hand: what the watch over
 * tests has to find, and its clerk to explain.
 */
export function withHurriedEvening(lives: readonly DemoLife[], communeId: number, now: Date): DemoLife[] {
  const month = new Date(now.getTime() + 7 * HOUR);
  const evening = Date.UTC(month.getUTCFullYear(), month.getUTCMonth() - 1, 18, 20) - 7 * HOUR;
  const present = lives.filter(
    (life) => life.homeUnitId === communeId && life.testAt && life.createdAt.getTime() < evening,
  );
  const hurried = new Map(present.slice(-HURRIED).map(({ personId }, place) => [personId, place]));
  return lives
    .map((life) => {
      const place = hurried.get(life.personId);
      if (place === undefined) return life;
      const { leavesAfter: _, ...rest } = life;
      return { ...rest, hurried: true as const, ability: 2, testAt: new Date(evening + place * 3 * 60_000) };
    })
    .sort((a, b) => (a.testAt ?? now).getTime() - (b.testAt ?? now).getTime());
}

function makeLife(
  made: { partKey: number; home: DemoCommune | undefined; at: Date; personId: string; index: number },
  lessons: readonly string[],
  chance: Random,
  now: Date,
): DemoLife {
  const elder = chance() < 0.28;
  const age = elder ? 60 + Math.floor(chance() * 22) : 18 + Math.floor(chance() * 42);
  const born = new Date(now.getTime() - (age * 365.25 + chance() * 360) * DAY).toISOString().slice(0, 10);
  const ability = 0.1 + drawNormal(chance);
  const learned = takeLessons(made.at, lessons, elder, chance, now);
  const lastLesson = learned.at(-1)?.at ?? made.at;
  const testTime = sociableHour(lastLesson.getTime() + (0.2 + chance() * 9) * DAY, chance, undefined);
  const comes = chance() < 0.9 && testTime.getTime() < now.getTime() - 2 * HOUR;
  const leaves = testTime.getTime() > now.getTime() - 4 * DAY ? chance() < 0.35 : chance() < 0.012;
  const again = [chance() < 0.7, chance() < 0.45];
  return {
    partKey: made.partKey,
    personId: made.personId,
    name: inventName(chance),
    birthDate: born,
    homeUnitId: made.home?.id ?? null,
    createdAt: made.at,
    ability,
    elder,
    lessons: learned,
    testAt: comes ? testTime : undefined,
    ...(leaves ? { leavesAfter: 2 + Math.floor(chance() * 5) } : {}),
    againAfterHours: again[0] ? [4 + chance() * 200, ...(again[1] ? [4 + chance() * 300] : [])] : [],
    agreesAfterMinutes: chance() < 0.95 ? 2 + chance() ** 4 * 2_500 : undefined,
    showsName: chance() < 0.7,
    seed: `${SEED}/${made.index}`,
  };
}

function takeLessons(from: Date, lessons: readonly string[], elder: boolean, chance: Random, now: Date) {
  const count = Math.min(
    lessons.length,
    Math.floor(chance() * chance() * (elder ? 6 : 9)) + (chance() < 0.9 ? 1 : 0),
  );
  const taken: { lesson: string; at: Date; share: number }[] = [];
  // Half go by the programme, others begin where their need is.
  const start = chance() < 0.5 ? 0 : Math.floor(chance() * lessons.length);
  let time = from.getTime();
  for (let index = 0; index < count; index += 1) {
    const at = sociableHour(time, chance, undefined);
    if (at.getTime() > now.getTime() - HOUR) break;
    const share = index === count - 1 && chance() < 0.35 ? 0.2 + chance() * 0.6 : 1;
    taken.push({ lesson: lessons[(start + index) % lessons.length]!, at, share });
    time = at.getTime() + HOUR / 4 + chance() * (elder ? 6 : 4) * DAY;
  }
  return taken;
}

/** Evenings and weekends, in Vietnam; not after `latest` where it is given. */
function sociableHour(time: number, chance: Random, latest: Date | undefined): Date {
  const day = Math.floor((time + 7 * HOUR) / DAY);
  // Day 0, 1 January 1970, was a Thursday.
  const weekday = (day + 4) % 7;
  const shifted = weekday >= 1 && weekday <= 5 && chance() < 0.3 ? day + (6 - weekday) : day;
  const isWeekend = (shifted + 4) % 7 === 6 || (shifted + 4) % 7 === 0;
  const hour = !isWeekend && chance() < 0.7 ? 19 + chance() * 3 : 8 + chance() * 13;
  const at = shifted * DAY + hour * HOUR - 7 * HOUR;
  return new Date(latest && at > latest.getTime() - 2 * HOUR ? time - 2 * HOUR : Math.max(at, time));
}
