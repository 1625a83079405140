import { binomialTail } from './chance.ts';
import { personFit } from './person-fit.ts';
import { similarPairs } from './similarity.ts';
import type { Norms, TestRecord } from './test-record.ts';

/** What can be seen in tests; the numbers are those of the data-quality flags. */
export const signalKinds = [
  'late-burst',
  'shared-device',
  'many-on-device',
  'impossible-speed',
  'same-answers',
  'odd-answers',
  'busy-witness',
] as const;
export type SignalKind = (typeof signalKinds)[number];

/** The number of a signal in the list of data-quality flags; null for those outside it. */
export const FLAG_NUMBERS: Readonly<Record<SignalKind, number | null>> = {
  'late-burst': 10,
  'shared-device': 11,
  'impossible-speed': 12,
  'same-answers': 13,
  'many-on-device': null,
  'odd-answers': null,
  'busy-witness': null,
};

/** Something to be explained. It says what was seen, never who did wrong. */
export interface Signal {
  readonly kind: SignalKind;
  /** The same text for the same thing seen again: a day, a device, nothing. */
  readonly key: string;
  /** The tests it was seen in. */
  readonly sessions: readonly string[];
  /** Numbers to be told in words. */
  readonly facts: Readonly<Record<string, number>>;
}

/** From when on something is told. Policy, not mathematics. */
export interface WatchRules {
  /** Passes a device and day. */
  readonly passesADevice: number;
  /** People a device and month, however few a day. */
  readonly peopleADevice: number;
  /** Tests in the period before a burst can be seen, and the share at night or in the last three days. */
  readonly burstTests: number;
  readonly burstShare: number;
  /** A test is too fast when this share of its answers is faster than 99 of 100 people's. */
  readonly fastShare: number;
  readonly fastTests: number;
  /** Of a pair, shared out over all pairs of the unit. */
  readonly pairChance: number;
  /** A test is odd below this lz*; a unit when so many odd ones come by chance no more often than `oddChance`. */
  readonly oddFit: number;
  readonly oddBase: number;
  readonly oddChance: number;
}

export const DEFAULT_RULES: WatchRules = {
  passesADevice: 5,
  peopleADevice: 10,
  burstTests: 10,
  burstShare: 0.5,
  fastShare: 0.5,
  fastTests: 2,
  pairChance: 0.001,
  oddFit: -2,
  oddBase: 0.03,
  oddChance: 0.0005,
};

/**
 * Looks at the finished tests of one unit and one month.
 *
 * @param lastDay the last day of the month, `YYYY-MM-DD`
 */
export function watchUnit(
  records: readonly TestRecord[],
  norms: Norms,
  lastDay: string,
  rules: WatchRules = DEFAULT_RULES,
): Signal[] {
  return [
    ...lateBurst(records, lastDay, rules),
    ...sharedDevices(records, rules),
    ...manyOnDevice(records, rules),
    ...impossibleSpeed(records, norms, rules),
    ...sameAnswers(records, norms, rules),
    ...oddAnswers(records, rules),
  ];
}

const idsOf = (records: readonly TestRecord[]): string[] => records.map(({ session }) => session);

function lateBurst(records: readonly TestRecord[], lastDay: string, rules: WatchRules): Signal[] {
  const passed = records.filter((record) => record.passed);
  if (passed.length < rules.burstTests) return [];
  const night = passed.filter(({ hour }) => hour >= 22 || hour < 5);
  const from = daysBefore(lastDay, 2);
  const late = passed.filter(({ day }) => day >= from && day <= lastDay);
  return [
    { key: 'night', seen: night },
    { key: 'end', seen: late },
  ].flatMap(({ key, seen }): Signal[] =>
    seen.length > rules.burstShare * passed.length
      ? [
          {
            kind: 'late-burst',
            key,
            sessions: idsOf(seen),
            facts: { seen: seen.length, all: passed.length, night: key === 'night' ? 1 : 0 },
          },
        ]
      : [],
  );
}

/** The month has at most 31 days: a day of the same month before this one. */
const daysBefore = (day: string, days: number): string =>
  `${day.slice(0, 8)}${String(Math.max(1, Number(day.slice(8)) - days)).padStart(2, '0')}`;

function sharedDevices(records: readonly TestRecord[], { passesADevice }: WatchRules): Signal[] {
  const groups = Map.groupBy(
    records.filter(({ device, passed }) => device !== '' && passed),
    ({ device, day }) => `${day} ${device}`,
  );
  return [...groups].flatMap(([key, own]): Signal[] => {
    const people = new Set(own.map(({ person }) => person)).size;
    return people > passesADevice
      ? [{ kind: 'shared-device', key, sessions: idsOf(own), facts: { people, allowed: passesADevice } }]
      : [];
  });
}

/**
 * A device on which many people passed over the month, a few a day: what the daily bound lets through. It stands in for one
 * phone number given for many people (flag 15), since no numbers of learners are held.
 */
function manyOnDevice(records: readonly TestRecord[], { peopleADevice }: WatchRules): Signal[] {
  const groups = Map.groupBy(
    records.filter(({ device, passed }) => device !== '' && passed),
    ({ device }) => device,
  );
  return [...groups].flatMap(([device, own]): Signal[] => {
    const people = new Set(own.map(({ person }) => person)).size;
    const days = new Set(own.map(({ day }) => day)).size;
    return people > peopleADevice
      ? [
          {
            kind: 'many-on-device',
            key: device,
            sessions: idsOf(own),
            facts: { people, days, allowed: peopleADevice },
          },
        ]
      : [];
  });
}

/** Whether so many of a test's answers came faster than 99 of 100 people's. */
export function isTooFast({ answers }: TestRecord, { fast }: Norms, share: number): boolean {
  const timed = answers.filter(({ seconds }) => Number.isFinite(seconds));
  const quick = timed.filter(({ item, seconds }) => seconds < (fast.get(item) ?? 0));
  return timed.length >= 5 && quick.length >= share * timed.length;
}

function impossibleSpeed(records: readonly TestRecord[], norms: Norms, rules: WatchRules): Signal[] {
  const quick = records.filter((record) => record.passed && isTooFast(record, norms, rules.fastShare));
  return quick.length >= rules.fastTests
    ? [
        {
          kind: 'impossible-speed',
          key: '',
          sessions: idsOf(quick),
          facts: { seen: quick.length, all: records.length },
        },
      ]
    : [];
}

function sameAnswers(records: readonly TestRecord[], norms: Norms, rules: WatchRules): Signal[] {
  const pairs = similarPairs(records, norms);
  const alike = pairs.filter(({ chance }) => chance < rules.pairChance / pairs.length);
  const sessions = [...new Set(alike.flatMap((pair) => pair.sessions))];
  return alike.length > 0
    ? [
        {
          kind: 'same-answers',
          key: '',
          sessions,
          facts: {
            pairs: alike.length,
            people: sessions.length,
            alike: alike[0]!.alike,
            common: alike[0]!.common,
          },
        },
      ]
    : [];
}

function oddAnswers(records: readonly TestRecord[], rules: WatchRules): Signal[] {
  const fits = records.flatMap((record) => {
    const fit = personFit(record.answers.map(({ parameters, right }) => ({ item: parameters, right })));
    return Number.isNaN(fit) ? [] : [{ record, fit }];
  });
  const odd = fits.filter(({ fit }) => fit < rules.oddFit).map(({ record }) => record);
  return odd.length >= 3 && binomialTail(fits.length, rules.oddBase, odd.length) < rules.oddChance
    ? [{ kind: 'odd-answers', key: '', sessions: idsOf(odd), facts: { seen: odd.length, all: fits.length } }]
    : [];
}
