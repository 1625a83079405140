import { requireRole } from '#modules/organisations/server.ts';
import { entriesOf } from '#platform/content/release.ts';
import type { Context } from '#platform/http/context.ts';
import type { CalibrationView, ItemLine, ItemView } from '../domain/calibration-contract.ts';
import type { ItemReport } from '../domain/calibration/calibration-report.ts';
import type { Item } from '../domain/item.ts';
import { refuse } from '../domain/refusals.ts';
import { itemKind } from './bundle.ts';
import { findLatestCalibration } from './calibration.store.ts';
import { proposalOf } from './proposal.ts';
import type { AssessmentTables } from './tables.ts';

type Asking = Context<AssessmentTables>;
const READERS = ['assessment-officer', 'administrator'];
const WEEK_MS = 7 * 86_400_000;

const itemsOf = ({ content }: Asking): ReadonlyMap<string, Item> =>
  new Map(entriesOf(content(), itemKind).flatMap(({ value }) => value.items.map((item) => [item.id, item])));

const lineOf = (report: ItemReport, item: Item | undefined): ItemLine => ({
  id: report.id,
  ask: item?.ask ?? '',
  answers: report.answers,
  right: report.right,
  concerns: [...report.concerns],
  recommendation: report.recommendation,
});

/** What answers say about the bank. Sums only: nothing in it is anybody's. */
export async function readCalibration(context: Asking, unitId: number): Promise<CalibrationView> {
  const { id, name } = await requireRole(context, READERS, unitId);
  const last = await findLatestCalibration(context.db);
  if (!last) return { unit: { id, name }, run: null, items: [] };
  const { report } = last;
  const items = itemsOf(context);
  const counts: Record<string, number> = {};
  for (const { recommendation } of report.items) counts[recommendation] = (counts[recommendation] ?? 0) + 1;
  return {
    unit: { id, name },
    run: {
      madeAt: last.made_at.toISOString(),
      model: report.model,
      people: report.people,
      answers: report.answers,
      synthetic: last.synthetic,
      converged: report.converged,
      anchors: report.link?.anchors ?? null,
      compared: Object.fromEntries(Object.entries(report.compared).map(([by, groups]) => [by, [...groups]])),
      counts,
    },
    items: report.items.map((one) => lineOf(one, items.get(one.id))),
  };
}

/** @throws Refusal assessment/no-item-report nobody answered it, or nothing was calibrated yet */
export async function readItemReport(context: Asking, unitId: number, itemId: string): Promise<ItemView> {
  const { id, name } = await requireRole(context, READERS, unitId);
  const last = (await findLatestCalibration(context.db)) ?? refuse('no-item-report');
  const report = last.report.items.find((one) => one.id === itemId) ?? refuse('no-item-report');
  const item = itemsOf(context).get(itemId);
  const from = (week: number) => new Date(week * WEEK_MS).toISOString();
  const textOf = (option: string | null) =>
    (item?.type === 'single' && item.options.find((one) => one.id === option)?.text) || (option ?? '');
  return {
    unit: { id, name },
    madeAt: last.made_at.toISOString(),
    line: lineOf(report, item),
    bank: report.bank,
    estimate: report.estimate,
    errors: report.errors,
    separation: report.separation,
    fit: report.fit && { rmsd: report.fit.rmsd, groups: [...report.fit.groups] },
    differences: [...report.differences],
    drift: report.drift && {
      alarm: report.drift.alarm && {
        from: from(report.drift.alarm.period),
        became: report.drift.alarm.became,
      },
      periods: report.drift.periods.map(({ period, ...counts }) => ({ from: from(period), ...counts })),
    },
    options: report.options.map(({ option, isKey, chosen, thirds, fault }) => ({
      option,
      text: textOf(option),
      isKey,
      chosen,
      thirds: [...thirds] as [number, number, number],
      fault,
    })),
  };
}

/** @throws Refusal assessment/no-item-report nothing was calibrated yet */
export async function readProposal(context: Asking, unitId: number): Promise<Response> {
  await requireRole(context, READERS, unitId);
  const last = (await findLatestCalibration(context.db)) ?? refuse('no-item-report');
  return new Response(proposalOf(last.report, last.made_at), {
    headers: {
      'content-type': 'application/yaml; charset=utf-8',
      'content-disposition': 'attachment; filename="calibration-proposal.yaml"',
      'cache-control': 'private, no-store',
    },
  });
}
