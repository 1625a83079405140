import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { NumberText } from '#platform/text/number-text.ts';
import { BothLanguages, PopulationGroup } from './indicator.ts';
import { statuses } from './pace.ts';
import { targetFlags } from './plan.ts';

const UnitParams = v.object({ unit: NumberText });
const day = v.pipe(v.string(), v.isoDate());
export const UnitName = v.object({ id: v.number(), name: v.string(), kind: v.string() });
export type UnitName = v.InferOutput<typeof UnitName>;

/** People out of whom a share is taken: stated for the unit, or summed over all its parts. */
export const Denominator = v.object({
  value: v.number(),
  year: v.number(),
  source: v.string(),
  sourceDate: v.string(),
  how: v.picklist(['stated', 'summed']),
});
export type Denominator = v.InferOutput<typeof Denominator>;

export const TargetView = v.object({
  id: v.string(),
  plan: v.object({
    id: v.string(),
    title: BothLanguages,
    issuer: UnitName,
    issuedBy: BothLanguages,
    number: v.nullable(v.string()),
    date: v.nullable(v.string()),
    dateNote: BothLanguages,
    mark: v.picklist(['original', 'secondary']),
  }),
  /** The unit's own plan, not that of a unit above it. */
  own: v.boolean(),
  indicator: v.object({ code: v.string(), name: BothLanguages, short: BothLanguages, headline: v.boolean() }),
  group: PopulationGroup,
  year: v.number(),
  operator: v.nullable(v.picklist(['>=', '>'])),
  value: v.nullable(v.number()),
  measure: v.picklist(['percent', 'people']),
  written: v.nullable(BothLanguages),
  flags: v.array(v.picklist(targetFlags)),
  /** Weaker than what a unit above asks for the same group and year: its id, null otherwise. */
  weakerThan: v.nullable(UnitName),
  source: v.object({ document: v.string(), lines: v.nullable(v.array(v.number())) }),
  num: v.nullable(v.number()),
  denominator: v.nullable(Denominator),
  rate: v.nullable(v.number()),
  needed: v.nullable(v.number()),
  due: v.nullable(v.number()),
  gap: v.nullable(v.number()),
  status: v.picklist(statuses),
});
export type TargetView = v.InferOutput<typeof TargetView>;

export const ChildRow = v.object({
  id: v.number(),
  code: v.string(),
  name: v.string(),
  num: v.number(),
  population: v.nullable(v.number()),
  populationYear: v.nullable(v.number()),
  rate: v.nullable(v.number()),
  needed: v.nullable(v.number()),
  gap: v.nullable(v.number()),
  status: v.nullable(v.picklist(statuses)),
});
export type ChildRow = v.InferOutput<typeof ChildRow>;

const Point = v.object({ x: v.string(), y: v.number() });
export const Run = v.object({
  at: v.string(),
  reason: v.string(),
  facts: v.number(),
  drift: v.number(),
});

export const Overview = v.object({
  unit: UnitName,
  path: v.array(UnitName),
  asOf: v.string(),
  year: v.number(),
  /** The figure the page is about; `target` null when no plan has one for this year. */
  headline: v.object({ num: v.number(), target: v.nullable(TargetView) }),
  targets: v.array(TargetView),
  pace: v.nullable(
    v.object({ actual: v.array(Point), needed: v.array(Point), projected: v.number(), people: v.number() }),
  ),
  /** Kind of the rows below, null where figures end. */
  children: v.nullable(v.object({ kind: v.string(), rows: v.array(ChildRow) })),
  /** People of the nation whose home is not known; null for other units. */
  unknownHome: v.nullable(v.number()),
  /** Units here, below or above that count for themselves and sent figures, each with the last day; none of it is in these. */
  senders: v.array(v.object({ id: v.number(), name: v.string(), day: v.string() })),
  /** Changes waiting to be folded; `MANY_WAITING` of `counting.ts` means that many or more. */
  waiting: v.number(),
  lastRun: v.nullable(Run),
  mayImport: v.boolean(),
});
export type Overview = v.InferOutput<typeof Overview>;

const staffRefusals = ['organisations/sign-in-first', 'organisations/not-found'];

export const getDesk = endpoint({
  method: 'GET',
  path: '/api/movement/desk',
  summary: 'The units whose figures the asker may see, widest first.',
  output: v.object({
    units: v.array(v.object({ id: v.number(), name: v.string(), roles: v.array(v.string()) })),
  }),
  refusals: ['movement/sign-in-first', 'movement/not-found'],
});

export const getOverview = endpoint({
  method: 'GET',
  path: '/api/movement/units/:unit/overview',
  summary: 'Targets of a unit against what is counted: standing, pace, gap, and the units below.',
  params: UnitParams,
  output: Overview,
  refusals: staffRefusals,
});

export const getChildrenFile = endpoint({
  method: 'GET',
  path: '/api/movement/units/:unit/children.csv',
  summary: 'The table of the units below as CSV, semicolons and BOM as Vietnamese Excel reads it.',
  params: UnitParams,
  output: v.string(),
  refusals: staffRefusals,
});

export const Lineage = v.object({
  unit: UnitName,
  indicator: v.object({
    code: v.string(),
    name: BothLanguages,
    numerator: BothLanguages,
    denominator: BothLanguages,
    source: v.picklist(['computed', 'imported', 'declared']),
    counts: v.array(v.string()),
  }),
  num: v.nullable(v.number()),
  /** By month of the week since which people count, by the confirmation's target group and the rules it was given by. */
  months: v.array(v.object({ month: v.string(), group: v.string(), ruleSet: v.string(), num: v.number() })),
  unknownHome: v.number(),
  /** As in {@link Overview}. */
  waiting: v.number(),
  lastRun: v.nullable(Run),
  denominators: v.array(v.object({ group: PopulationGroup, value: v.nullable(Denominator) })),
  targets: v.array(TargetView),
  definition: v.string(),
  release: v.string(),
});
export type Lineage = v.InferOutput<typeof Lineage>;

export const getLineage = endpoint({
  method: 'GET',
  path: '/api/movement/units/:unit/lineage/:indicator',
  summary: 'How a figure is made: rule, confirmations counted by month and group, last recount, plan lines.',
  params: v.object({ unit: NumberText, indicator: v.pipe(v.string(), v.maxLength(60)) }),
  output: Lineage,
  refusals: [...staffRefusals, 'movement/not-found'],
});

const batch = v.pipe(v.string(), v.uuid());
const BatchParams = v.object({ unit: NumberText, batch });
export const BatchView = v.object({
  id: v.string(),
  state: v.picklist(['draft', 'in-force', 'undone']),
  source: v.string(),
  sourceDate: v.string(),
  rowCount: v.number(),
  createdAt: v.string(),
});
export type BatchView = v.InferOutput<typeof BatchView>;
export const PopulationChange = v.object({
  unit: UnitName,
  group: PopulationGroup,
  year: v.number(),
  before: v.nullable(v.number()),
  after: v.number(),
});
export type PopulationChange = v.InferOutput<typeof PopulationChange>;
const Draft = v.object({ batch: BatchView, changes: v.array(PopulationChange) });

export const PopulationList = v.object({
  unit: UnitName,
  groups: v.array(PopulationGroup),
  values: v.array(
    v.object({
      unit: UnitName,
      group: v.string(),
      year: v.number(),
      value: v.number(),
      source: v.string(),
      sourceDate: v.string(),
    }),
  ),
  missing: v.number(),
  batches: v.array(BatchView),
  mayImport: v.boolean(),
});
export type PopulationList = v.InferOutput<typeof PopulationList>;

export const getPopulations = endpoint({
  method: 'GET',
  path: '/api/movement/units/:unit/populations',
  summary: 'Numbers of people in force for a unit and the units below it, and its imports.',
  params: UnitParams,
  output: PopulationList,
  refusals: staffRefusals,
});

/** The body is the table itself, `text/csv`, at most 5 MiB. */
export const draftPopulations = endpoint({
  method: 'PUT',
  path: '/api/movement/units/:unit/populations/:batch',
  summary:
    'Reads a table of numbers of people (text/csv, at most 5 MiB). Any fault refuses the whole file, all faults listed; otherwise a draft that changes nothing until confirmed.',
  params: BatchParams,
  query: v.object({
    source: v.pipe(v.string(), v.trim(), v.minLength(3), v.maxLength(200)),
    sourceDate: day,
  }),
  output: Draft,
  refusals: [
    ...staffRefusals,
    'movement/population-faults',
    'movement/batch-settled',
    'http/wrong-content-type',
    'http/body-too-large',
  ],
});

export const getPopulationDraft = endpoint({
  method: 'GET',
  path: '/api/movement/units/:unit/populations/:batch',
  summary: 'An import and what it changes.',
  params: BatchParams,
  output: Draft,
  refusals: [...staffRefusals, 'movement/batch-not-found'],
});

export const settlePopulations = endpoint({
  method: 'POST',
  path: '/api/movement/units/:unit/populations/:batch/settle',
  summary: 'Puts a draft in force, or takes an import back so that the numbers before it hold again.',
  params: BatchParams,
  body: v.strictObject({ to: v.picklist(['in-force', 'undone']) }),
  output: v.object({ batch: BatchView }),
  refusals: [...staffRefusals, 'movement/batch-not-found', 'movement/batch-settled'],
});

/** A figure as everybody may see it; of a hidden one nothing else is told. */
export const PublicCell = v.object({
  state: v.picklist(['shown', 'hidden']),
  num: v.nullable(v.number()),
  /** Whole points; with `edge` it stands for everything beyond. */
  percent: v.nullable(v.number()),
  edge: v.picklist(['', '<=', '>=']),
  denominator: v.nullable(v.number()),
  populationYear: v.nullable(v.number()),
});
export type PublicCell = v.InferOutput<typeof PublicCell>;

export const PublicFigures = v.object({
  unit: UnitName,
  path: v.array(UnitName),
  /** The day on which the figures were frozen. */
  day: v.string(),
  hideBelow: v.number(),
  leastDenominator: v.number(),
  policySource: v.string(),
  figures: v.array(
    v.object({
      code: v.string(),
      name: BothLanguages,
      short: BothLanguages,
      headline: v.boolean(),
      cell: PublicCell,
    }),
  ),
  parts: v.nullable(
    v.object({ kind: v.string(), rows: v.array(v.object({ ...UnitName.entries, cell: PublicCell })) }),
  ),
  unknownHome: v.nullable(PublicCell),
});
export type PublicFigures = v.InferOutput<typeof PublicFigures>;

export const getPublicFigures = endpoint({
  method: 'GET',
  path: '/api/movement/public/:unit',
  summary: 'Frozen figures of a unit and the units below it, for everybody; small counts are hidden.',
  params: UnitParams,
  output: PublicFigures,
  refusals: ['movement/nothing-published'],
});
