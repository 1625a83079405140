import { listAcceptedTargets, type AcceptedTarget } from '#modules/plans/server.ts';
import type { Db } from '#platform/database/connect.ts';
import type { Release } from '#platform/content/release.ts';
import { flagsOf, type Plan, type Target } from '../domain/plan.ts';
import { indicatorsOf, populationGroupsOf } from './content.ts';

/** A target of an accepted plan as one that figures are held against; null where nothing here measures it. */
function targetOf(row: AcceptedTarget, release: Release): Target | null {
  const { indicator, group_code: group, year, value, measure } = row;
  const known =
    indicatorsOf(release).some(({ code }) => code === indicator) &&
    populationGroupsOf(release).some(({ code }) => code === group);
  const operator = row.operator === '>=' || row.operator === '>' ? row.operator : null;
  if (!known || !indicator || !group || year === null || measure !== 'percent') return null;
  if ((value === null) !== (operator === null)) return null;
  const flags = flagsOf({ value, operator, measure });
  return {
    id: `accepted-${row.position}`,
    indicator,
    group,
    year,
    operator,
    value,
    measure,
    quantified: value !== null,
    flags: row.flags.includes('two-in-one') ? [...flags, 'two-in-one'] : flags,
    source: { document: row.name, lines: null },
  };
}

/** Plans that units uploaded and accepted, as far as their targets are measured here. */
export async function acceptedPlans(db: Db, release: Release): Promise<Plan[]> {
  const plans = new Map<string, Plan & { targets: Target[] }>();
  for (const row of await listAcceptedTargets(db)) {
    const target = targetOf(row, release);
    if (!target) continue;
    const plan = plans.get(row.document_id) ?? {
      id: `uploaded-${row.document_id}`,
      title: { vi: row.name, en: row.name },
      issuer: row.unit_id,
      issued_by: { vi: row.name, en: row.name },
      number: null,
      date: null,
      date_note: { vi: 'Đơn vị tải lên và xác nhận', en: 'Uploaded and accepted by the unit' },
      period: { from: target.year, to: target.year },
      mark: 'original',
      targets: [],
    };
    plan.targets.push(target);
    plan.period = {
      from: Math.min(plan.period.from, target.year),
      to: Math.max(plan.period.to, target.year),
    };
    plans.set(row.document_id, plan);
  }
  return [...plans.values()];
}
