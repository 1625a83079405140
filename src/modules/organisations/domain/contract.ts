import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { NumberText } from '#platform/text/number-text.ts';
import { tidy } from '#platform/text/fold.ts';
import { unitKinds } from './unit.ts';

const kind = v.picklist(unitKinds);
const day = v.pipe(v.string(), v.isoDate('must be a day, YYYY-MM-DD'));
const words = (most: number) =>
  v.pipe(
    v.string(),
    v.maxLength(most * 2),
    v.transform(tidy),
    v.minLength(1, 'must not be empty'),
    v.maxLength(most, `must be at most ${most} letters`),
  );

/** A unit as it is shown in a list. */
export const UnitSummary = v.object({
  id: v.number(),
  kind,
  division: v.string(),
  code: v.string(),
  name: v.string(),
  /** Names above it, nearest first, without the nation: `Thành phố Hồ Chí Minh`. */
  place: v.string(),
});
export type UnitSummary = v.InferOutput<typeof UnitSummary>;

const OldWard = v.object({ ward: v.string(), district: v.string(), province: v.string() });
export type OldWard = v.InferOutput<typeof OldWard>;

export const UnitHits = v.object({
  /** Best first. `via` is the other name that was found, such as Sài Gòn. */
  units: v.array(v.object({ ...UnitSummary.entries, via: v.nullable(v.string()) })),
  /** Wards of before 1 July 2025 that the words name, and where they are now. */
  formerly: v.array(v.object({ unit: UnitSummary, old: OldWard })),
});
export type UnitHits = v.InferOutput<typeof UnitHits>;

export const searchUnits = endpoint({
  method: 'GET',
  path: '/api/organisations/units',
  summary: 'Finds units by name, however it is typed, and by the address of before 1 July 2025.',
  query: v.strictObject({
    q: v.pipe(v.string(), v.maxLength(200)),
    kind: v.optional(kind),
    within: v.optional(NumberText),
    limit: v.optional(
      v.pipe(v.string(), v.regex(/^\d{1,2}$/), v.transform(Number), v.minValue(1), v.maxValue(50)),
      '20',
    ),
  }),
  output: UnitHits,
});

export const Resolution = v.object({
  /** One when the address is clear, several when it could be any of them, none when no commune was recognised. */
  matches: v.array(v.object({ unit: UnitSummary, old: v.nullable(OldWard) })),
  total: v.number(),
});
export type Resolution = v.InferOutput<typeof Resolution>;

export const resolveAddress = endpoint({
  method: 'GET',
  path: '/api/organisations/resolve',
  summary:
    'The commune of today that an address means, also one with the wards and districts of before 1 July 2025.',
  query: v.strictObject({ q: v.pipe(v.string(), v.maxLength(300)) }),
  output: Resolution,
});

export const UnitDetail = v.object({
  ...UnitSummary.entries,
  partKey: v.number(),
  parentId: v.nullable(v.number()),
  validFrom: v.string(),
  /** The first day it is no more; null while it is in force. */
  validTo: v.nullable(v.string()),
  successor: v.nullable(UnitSummary),
  /** From the nation down to the parent. */
  path: v.array(UnitSummary),
  children: v.array(UnitSummary),
  /** Wards of before 1 July 2025 that went into it. */
  formerly: v.array(OldWard),
  /** Names it had, and until which day. */
  formerNames: v.array(v.object({ name: v.string(), until: v.string() })),
  otherNames: v.array(v.string()),
});
export type UnitDetail = v.InferOutput<typeof UnitDetail>;

export const getUnit = endpoint({
  method: 'GET',
  path: '/api/organisations/units/:unit',
  summary: 'One unit: where it stands, what stands below it, what it was before.',
  params: v.strictObject({ unit: NumberText }),
  output: UnitDetail,
  refusals: ['organisations/not-found'],
});

const staff = ['organisations/sign-in-first', 'organisations/not-found'] as const;
const localKind = v.picklist(
  unitKinds.slice(3) as Exclude<(typeof unitKinds)[number], 'nation' | 'province' | 'commune'>[],
);

export const AddUnit = v.strictObject({
  /** Made by the caller: the same request sent again answers with the unit that it made. */
  requestId: v.pipe(v.string(), v.uuid()),
  parentId: v.pipe(v.number(), v.integer()),
  kind: localKind,
  name: words(160),
  code: v.optional(
    v.pipe(v.string(), v.regex(/^[A-Za-z0-9.-]{0,20}$/, 'must be letters, digits, dots and hyphens')),
    '',
  ),
  from: v.optional(day),
});
export type AddUnit = v.InferOutput<typeof AddUnit>;

export const addUnit = endpoint({
  method: 'POST',
  path: '/api/organisations/units',
  summary: 'An administrator adds a residential group, agency, school, enterprise or other unit.',
  body: AddUnit,
  output: UnitSummary,
  refusals: [
    ...staff,
    'organisations/wrong-parent',
    'organisations/name-taken',
    'organisations/already-closed',
    'organisations/wrong-day',
  ],
});

const changing = [
  ...staff,
  'organisations/national-list',
  'organisations/already-closed',
  'organisations/wrong-day',
] as const;

export const RenameUnit = v.strictObject({ name: words(160), from: v.optional(day) });
export const renameUnit = endpoint({
  method: 'POST',
  path: '/api/organisations/units/:unit/rename',
  summary: 'An administrator gives a unit another name from a day on; the name it had stays readable.',
  params: v.strictObject({ unit: NumberText }),
  body: RenameUnit,
  output: UnitSummary,
  refusals: [...changing, 'organisations/name-taken'],
});

export const CloseUnit = v.strictObject({
  on: v.optional(day),
  successorId: v.optional(v.pipe(v.number(), v.integer())),
  reason: words(300),
});
export const closeUnit = endpoint({
  method: 'POST',
  path: '/api/organisations/units/:unit/close',
  summary: 'An administrator closes a unit on a day; its history stays.',
  params: v.strictObject({ unit: NumberText }),
  body: CloseUnit,
  output: UnitSummary,
  refusals: [...changing, 'organisations/still-has-children'],
});

export const AddAlias = v.strictObject({ written: words(160) });
export const addAlias = endpoint({
  method: 'POST',
  path: '/api/organisations/units/:unit/aliases',
  summary: 'An administrator adds another name under which a unit is found.',
  params: v.strictObject({ unit: NumberText }),
  body: AddAlias,
  output: v.object({ otherNames: v.array(v.string()) }),
  refusals: staff,
});
