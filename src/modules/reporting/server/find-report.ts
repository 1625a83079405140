import { reportPeriods } from '#modules/movement/server.ts';
import type { ReportPeriod } from '#modules/movement/index.ts';
import type { Tree, Unit } from '#modules/organisations/index.ts';
import { requireRole, treeOf } from '#modules/organisations/server.ts';
import type { Release } from '#platform/content/release.ts';
import type { Context } from '#platform/http/context.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import type { ReportForm } from '../domain/form.ts';
import { periodWords } from '../domain/period.ts';
import { refuse } from '../domain/refusals.ts';
import type { Closing } from '../domain/report-state.ts';
import { formsOf } from './content.ts';
import { findClosing, findException, type ClosingRow, type ExceptionRow } from './reports.store.ts';
import type { ReportingTables, ReportKey } from './tables.ts';

export type Asking = Context<ReportingTables>;
export const READERS = ['clerk', 'leader', 'administrator'] as const;

/** One report that somebody asks for, with everything that says when it is due and to whom it goes. */
export interface Found {
  readonly unit: Unit;
  readonly tree: Tree;
  /** To whom it is sent; null for a unit that reports to nobody here. */
  readonly above: Unit | null;
  readonly form: ReportForm;
  readonly period: ReportPeriod;
  readonly today: string;
  readonly key: ReportKey;
  /** The same period at the unit above. */
  readonly aboveKey: ReportKey | null;
}

type Tier = ReportForm['tiers'][number];
const isTier = (form: ReportForm, { kind }: Unit): boolean => form.tiers.includes(kind as Tier);

/** The units directly below that report by this form. */
export const partsOf = (tree: Tree, unit: Unit, form: ReportForm): readonly Unit[] =>
  tree.children(unit.id).filter((child) => isTier(form, child));

/** The forms by which a unit reports, or collects reports. */
export const formsFor = (release: Release, tree: Tree, unit: Unit): readonly ReportForm[] =>
  formsOf(release).filter((form) => isTier(form, unit) || partsOf(tree, unit, form).length > 0);

/** Periods that a form asks for and whose data have begun, of this year and those before. */
export function periodsFor(release: Release, form: ReportForm, today: string): ReportPeriod[] {
  const year = Number(today.slice(0, 4));
  const first = Number(form.from.slice(0, 4));
  const years = Array.from({ length: year - first + 2 }, (_, index) => first + index);
  return years
    .flatMap((one) => reportPeriods(release, form.period, one))
    .filter(({ key, dataFrom }) => key >= form.from && dataFrom <= today);
}

/** The day by which a unit sends. */
export function dueOf({ due, cutOff }: ReportPeriod, unit: Unit): string {
  return due.find(({ tier }) => tier === unit.kind)?.on ?? cutOff;
}

export const viewPeriod = (period: ReportPeriod, unit: Unit) => ({
  key: period.key,
  kind: period.kind,
  words: periodWords(period.key),
  dataFrom: period.dataFrom,
  cutOff: period.cutOff,
  due: dueOf(period, unit),
});

/**
 * @param as whether the unit is asked for its own report or for those of its parts
 * @throws Refusal organisations/…, reporting/report-not-found also for a period that has not begun
 */
export async function findAsked(
  context: Asking,
  unitId: number,
  formId: string,
  periodKey: string,
  as: 'own' | 'parts' = 'own',
): Promise<Found> {
  const unit = await requireRole(context, READERS, unitId);
  const release = context.content();
  const tree = await treeOf(context.db);
  const today = vietnamDay(context.now());
  const form = formsOf(release).find(({ id }) => id === formId);
  if (!form) return refuse('report-not-found');
  const asked = as === 'own' ? isTier(form, unit) : partsOf(tree, unit, form).length > 0;
  const period = periodsFor(release, form, today).find(({ key }) => key === periodKey);
  if (!asked || !period) return refuse('report-not-found');
  const above = tree.ancestors(unit.id).at(-1) ?? null;
  const same = { form_id: form.id, period: period.key };
  return {
    unit,
    tree,
    above,
    form,
    period,
    today,
    key: { part_key: unit.partKey, unit_id: unit.id, ...same },
    aboveKey: above && { part_key: above.partKey, unit_id: above.id, ...same },
  };
}

/** How the period stands at the unit above. */
export async function closingOf(
  db: Asking['db'],
  { aboveKey, key, today }: Pick<Found, 'aboveKey' | 'key' | 'today'>,
): Promise<{ closing: Closing; row: ClosingRow | undefined; exception: ExceptionRow | undefined }> {
  const [row, exception] = await Promise.all([
    aboveKey ? findClosing(db, aboveKey) : undefined,
    findException(db, key),
  ]);
  const inForce = exception !== undefined && exception.until_day >= today;
  return {
    row,
    exception: inForce ? exception : undefined,
    closing: {
      closed: row !== undefined,
      missing: row?.missing.some(({ id }) => id === key.unit_id) ?? false,
      exception: inForce,
    },
  };
}
