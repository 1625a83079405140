// What the contracts of this module have in common.
import * as v from 'valibot';
import { tidy } from '#platform/text/fold.ts';
import { NumberText } from '#platform/text/number-text.ts';
import { grades } from './ledger.ts';

export const uuid = v.pipe(v.string(), v.uuid());
export const slug = v.pipe(v.string(), v.maxLength(60), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/));
export const PeriodKey = v.pipe(v.string(), v.regex(/^\d{4}(-(Q[1-4]|H[12]|9M|0[1-9]|1[0-2]))?$/));
export const date = v.pipe(v.string(), v.isoDate());
export const both = v.object({ vi: v.string(), en: v.string() });
export const ref = v.object({ id: v.number(), name: v.string(), kind: v.string() });
export const words = (most: number) =>
  v.pipe(v.string(), v.maxLength(most * 2), v.transform(tidy), v.maxLength(most));
/** Paragraphs stay paragraphs. */
export const paragraphs = v.pipe(
  v.string(),
  v.maxLength(20_000),
  v.transform((text) =>
    text
      .split(/\r?\n/)
      .map(tidy)
      .join('\n')
      .replaceAll(/\n{3,}/g, '\n\n')
      .trim(),
  ),
);
export const UnitParams = v.object({ unit: NumberText });
export const ReportParams = v.object({ unit: NumberText, form: slug, period: PeriodKey });
export const staff = ['organisations/sign-in-first', 'organisations/not-found', 'reporting/report-not-found'];

export const PeriodView = v.object({
  key: v.string(),
  kind: v.string(),
  /** As it is said in Vietnamese: quý III năm 2026. */
  words: v.string(),
  dataFrom: date,
  cutOff: date,
  due: date,
});
export const LedgerView = v.object({
  num: v.number(),
  den: v.nullable(v.number()),
  source: v.string(),
  sourceDate: date,
  grade: v.picklist(grades),
});
export type LedgerView = v.InferOutput<typeof LedgerView>;
