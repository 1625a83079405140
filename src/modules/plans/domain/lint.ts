import { dayBefore, isoDay, lastOf } from './reader/deadline/deadline.ts';
import { indicatorOf } from './reader/indicator-of.ts';
import type { PlansPolicy } from './policy.ts';
import type { PlanReading } from './reader/read-plan.ts';
import type { ReportingRule } from './reader/reporting.ts';
import type { Span } from './reader/text.ts';

/** A target of a plan above, as far as it can be compared. */
export interface ParentTarget {
  readonly indicator: string;
  readonly group: string;
  readonly year: number;
  readonly operator: string;
  /** Percent points. */
  readonly value: number;
  /** Of which plan, in words. */
  readonly plan: string;
}

export type Lint =
  | {
      readonly code: 'over-100-percent' | 'unquantified' | 'two-in-one';
      readonly target: number;
      readonly spans: readonly Span[];
    }
  | {
      readonly code: 'weaker-than-parent';
      readonly target: number;
      readonly spans: readonly Span[];
      readonly own: number;
      readonly parent: ParentTarget;
    }
  | { readonly code: 'no-lead'; readonly task: number; readonly spans: readonly Span[] }
  | {
      readonly code: 'lead-is-group';
      readonly task: number;
      readonly spans: readonly Span[];
      readonly units: readonly string[];
    }
  | {
      readonly code: 'breaks-regime';
      readonly reporting: number;
      readonly spans: readonly Span[];
      /** Periods whose report is due too early: last day the plan allows, first day the regime allows, ISO. */
      readonly periods: readonly {
        readonly until: string;
        readonly allowed: string;
        readonly possible: string;
      }[];
    };

const dayAfter = (iso: string) =>
  new Date(Date.parse(`${iso}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** Monday to Friday and no day off. */
export function isWorkingDay(iso: string, { holidays }: Pick<PlansPolicy, 'holidays'>): boolean {
  const day = new Date(`${iso}T00:00:00Z`).getUTCDay();
  return day !== 0 && day !== 6 && !holidays.fixed.includes(iso.slice(5)) && !holidays.dates.includes(iso);
}

const MONTHS: Readonly<Record<ReportingRule['every'], readonly number[]>> = {
  month: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
  quarter: [3, 6, 9, 12],
  'half-year': [6, 12],
  year: [12],
};

/** The first day on which a report can be due after its data were closed. */
export function firstDueDay(cutoff: string, policy: PlansPolicy): string {
  let day = cutoff;
  for (let worked = 0; worked < policy.reporting.working_days;) {
    day = dayAfter(day);
    if (isWorkingDay(day, policy)) worked += 1;
  }
  return day;
}

function brokenPeriods(rule: ReportingRule, years: readonly number[], policy: PlansPolicy) {
  return years.flatMap((year) =>
    MONTHS[rule.every].flatMap((month) => {
      const named = rule.day === null ? null : (isoDay(year, month, rule.day) ?? lastOf(year, month));
      const cutoff = isoDay(year, month, policy.reporting.cutoff_day);
      if (!named || !cutoff) return [];
      const allowed = rule.before ? dayBefore(named) : named;
      const possible = firstDueDay(cutoff, policy);
      return allowed < possible ? [{ until: cutoff, allowed, possible }] : [];
    }),
  );
}

/** What a reader of a plan would ask its author about. It warns; nothing is changed. */
export function lintPlan(
  reading: PlanReading,
  policy: PlansPolicy,
  parents: readonly ParentTarget[] = [],
): Lint[] {
  const targets = reading.targets.flatMap((target, index): Lint[] => {
    const { spans } = target.wording;
    const flags: Lint[] = target.flags.map((code) => ({ code, target: index, spans }));
    const { value, group, year } = target;
    const indicator = indicatorOf(target);
    const parent =
      value === null || target.measure !== 'percent'
        ? undefined
        : parents.find((one) => one.indicator === indicator && one.group === group && one.year === year);
    const weaker =
      parent &&
      value !== null &&
      (value < parent.value ||
        (value === parent.value && parent.operator === '>' && target.operator === '>='));
    return weaker
      ? [...flags, { code: 'weaker-than-parent', target: index, spans, own: value, parent }]
      : flags;
  });
  const tasks = reading.tasks.flatMap((task, index): Lint[] => {
    if (!task.lead) return [{ code: 'no-lead', task: index, spans: task.title.spans }];
    const groups = task.lead.units.filter((unit) => unit.group).map(({ text }) => text);
    return groups.length > 0
      ? [{ code: 'lead-is-group', task: index, spans: task.lead.spans, units: groups }]
      : [];
  });
  const period = reading.header.period;
  const years = period
    ? Array.from({ length: Math.min(10, period.to - period.from + 1) }, (_, index) => period.from + index)
    : [];
  const reporting = reading.reporting.flatMap((rule, index): Lint[] => {
    const periods = brokenPeriods(rule, years, policy);
    return periods.length > 0
      ? [{ code: 'breaks-regime', reporting: index, spans: rule.wording.spans, periods }]
      : [];
  });
  return [...targets, ...tasks, ...reporting];
}
