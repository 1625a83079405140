import * as v from 'valibot';

const slug = v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be ASCII words joined by hyphens'));
const words = (most: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(most));
const BothLanguages = v.strictObject({ vi: words(500), en: words(500) });

/** Where a number comes from: counted here, typed by the unit because nothing counts it yet. */
export const cellSources = ['computed', 'none'] as const;

/** One number of a report. */
export const FormCell = v.pipe(
  v.strictObject({
    code: slug,
    label: BothLanguages,
    source: v.picklist(cellSources),
    /** For a computed cell: what counts it (`content/indicators`). */
    indicator: v.optional(slug),
    /** People out of whom it is a share; left out where it is a plain count. */
    group: v.optional(slug),
    /** What is counted: people, classes, households. */
    unit: BothLanguages,
    /** The number of a period counts from the beginning, so it never goes down. */
    cumulative: v.optional(v.boolean(), false),
    /** Digits after the comma. */
    decimals: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2)), 0),
    /** The whole of which this and its siblings are parts: another cell's code. */
    part_of: v.optional(slug),
  }),
  v.check(
    (cell) => (cell.source === 'computed') === (cell.indicator !== undefined),
    'a computed cell names its indicator, another one none',
  ),
);
export type FormCell = v.InferOutput<typeof FormCell>;

/** What a text of the report is for: results come before the table of numbers, causes are asked for with a target that lags. */
export const sectionRoles = ['results', 'causes', 'asks', 'plain'] as const;
export const FormSection = v.strictObject({
  code: slug,
  title: BothLanguages,
  hint: BothLanguages,
  role: v.picklist(sectionRoles),
});
export type FormSection = v.InferOutput<typeof FormSection>;

/** `content/reports/*.yaml`: a report that units send upward each period. */
export const ReportForm = v.strictObject({
  id: slug,
  title: BothLanguages,
  /** The subject of the printed report; `{period}` stands for the period's name. */
  subject: words(300),
  period: v.picklist(['month', 'quarter', 'half-year', 'nine-months', 'year']),
  tiers: v.pipe(v.array(v.picklist(['commune', 'province'])), v.minLength(1)),
  /** What asks for it. */
  source: words(1000),
  /** The first period that is asked for, such as 2026-Q3. */
  from: v.pipe(v.string(), v.regex(/^\d{4}(-(Q[1-4]|H[12]|9M|\d{2}))?$/)),
  cells: v.pipe(v.array(FormCell), v.minLength(1), v.maxLength(60)),
  sections: v.pipe(v.array(FormSection), v.maxLength(12)),
});
export type ReportForm = v.InferOutput<typeof ReportForm>;

/** What no schema sees of one form: codes that stand twice, a whole that is not there. */
export function formFaults(
  form: ReportForm,
  indicators: ReadonlySet<string>,
  groups: ReadonlySet<string>,
): string[] {
  const codes = form.cells.map(({ code }) => code);
  const sections = form.sections.map(({ code }) => code);
  return [
    ...[codes, sections].flatMap((all) =>
      all.filter((code, index) => all.indexOf(code) !== index).map((code) => `${code} stands twice`),
    ),
    ...form.cells.flatMap(({ code, indicator, group, part_of }) => [
      ...(indicator !== undefined && !indicators.has(indicator)
        ? [`${code} names indicator ${indicator}, which is not there`]
        : []),
      ...(group !== undefined && !groups.has(group)
        ? [`${code} names group ${group}, which is not there`]
        : []),
      ...(part_of !== undefined && (part_of === code || !codes.includes(part_of))
        ? [`${code} is part of ${part_of}, which is no other cell`]
        : []),
    ]),
  ];
}
