import type { ReportPeriod } from '#modules/movement/index.ts';
import type { Unit } from '#modules/organisations/index.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import type { CellView, ReportView } from '../domain/contract.ts';
import type { FlagList, FlagView, ReplyToFlag } from '../domain/flag-contract.ts';
import type { CellCase, Flag, ReportCase } from '../domain/flags/flag.ts';
import { flagsOf, reachesAbove } from '../domain/flags/report.ts';
import { adopted, type LedgerCell, type LedgerNumber } from '../domain/ledger.ts';
import { refuse } from '../domain/refusals.ts';
import { hasArrived } from '../domain/report-state.ts';
import { policyOf } from './content.ts';
import { findAsked, partsOf, periodsFor, type Asking, type Found } from './find-report.ts';
import {
  countRecycled,
  countTestSignals,
  findFlagReply,
  insertFlagReply,
  listFlagReplies,
  listTyped,
  sumRechecks,
} from './flags.store.ts';
import { cellsOf } from './ledger.ts';
import { personOf } from './once.ts';
import { endOf, monthsOf, startOf } from './months.ts';
import { viewReport } from './read-report.ts';
import { listNumbers, listReportsOf } from './reports.store.ts';
import { isClerk, isLeader } from './rights.ts';

type Params = { unit: number; form: string; period: string };
/** Shared contacts, thin mentors, ghost points: nothing records these. */
const WITHOUT_SOURCE: FlagList['withoutSource'] = [15, 16, 17];
/** How many periods typed numbers are looked at together. */
const TYPED_PERIODS = 4;

const byUnit = (rows: Awaited<ReturnType<typeof listNumbers>>) => Map.groupBy(rows, (row) => row.unit_id);
const asLedger = (cell: CellView): LedgerCell => ({
  cell: cell.code,
  computed: cell.computed,
  declared: cell.declared && { ...cell.declared, revision: cell.revision },
  verified: cell.verified,
});

/** Adopted numbers of units whose report of a period has arrived, by unit and cell. */
async function heldBy(
  context: Asking,
  { form }: Found,
  units: readonly Unit[],
  period: string,
): Promise<Map<number, ReadonlyMap<string, LedgerNumber>>> {
  const ids = units.map(({ id }) => id);
  const [reports, rows] = await Promise.all([
    listReportsOf(context.db, ids, form.id, period),
    listNumbers(context.db, units, form.id, period),
  ]);
  const of = byUnit(rows);
  return new Map(
    reports
      .filter(({ state }) => hasArrived(state))
      .map(({ unit_id }) => {
        const cells = cellsOf(form, of.get(unit_id) ?? []).flatMap((one) => {
          const holds = adopted(one);
          return holds ? [[one.cell, holds.number] as const] : [];
        });
        return [unit_id, new Map(cells)];
      }),
  );
}

/** Everything that a report is held against. */
async function caseOf(
  context: Asking,
  found: Found,
  report: ReportView,
  period: ReportPeriod,
): Promise<ReportCase> {
  const { tree, unit, above, form, today } = found;
  const periods = periodsFor(context.content(), form, today).filter(({ cutOff }) => cutOff <= period.cutOff);
  const earlier = periods.at(-2);
  const siblings = above ? partsOf(tree, above, form).filter(({ id }) => id !== unit.id) : [];
  const all = [unit, ...siblings];
  const parts = partsOf(tree, unit, form);
  const [now, then, shown, typed] = await Promise.all([
    heldBy(context, found, siblings, period.key),
    earlier ? heldBy(context, found, all, earlier.key) : new Map<number, ReadonlyMap<string, LedgerNumber>>(),
    countRecycled(context.db, unit.id, startOf(period.dataFrom), endOf(period.cutOff)),
    listTyped(
      context.db,
      [unit, ...parts],
      form.id,
      periods.slice(-TYPED_PERIODS).map(({ key }) => key),
    ),
  ]);
  const arrived = parts.length === 0 ? 0 : (await heldBy(context, found, parts, period.key)).size;
  const year = Number(period.key.slice(0, 4));
  return {
    cells: form.cells.map((cell, index): CellCase => {
      const view = report.cells[index]!;
      return {
        code: cell.code,
        cumulative: cell.cumulative,
        partOf: cell.part_of ?? null,
        ledger: asLedger(view),
        held: view.adopted,
        before: then.get(unit.id)?.get(cell.code) ?? null,
        population: view.population?.value ?? null,
        target: view.target?.measure === 'percent' ? view.target.value : null,
        growthBeside: siblings.flatMap(({ id }) => {
          const [num, was] = [now.get(id)?.get(cell.code)?.num, then.get(id)?.get(cell.code)?.num];
          return num === undefined || was === undefined ? [] : [num - was];
        }),
        parts: view.parts,
      };
    }),
    beside: [...now.values()].map((cells) => new Map([...cells].map(([code, { num }]) => [code, num]))),
    typed,
    units: { all: parts.length, missing: parts.length - arrived },
    recycled: shown,
    withoutCauses: report.sections.some(({ role, body }) => role === 'causes' && body === ''),
    yearPassed: (Date.parse(period.cutOff) - Date.parse(`${year}-01-01`)) / (365 * 86_400_000),
    staleBefore: earlier?.dataFrom ?? '',
  };
}

async function seen(context: Asking, found: Found): Promise<{ report: ReportView; flags: Flag[] }> {
  const report = await viewReport(context, found);
  const given = await caseOf(context, found, report, found.period);
  return { report, flags: flagsOf(given, policyOf(context.content()).flags) };
}

const same = (one: { flag: number; cell: string }, other: { flag: number; cell: string }): boolean =>
  one.flag === other.flag && one.cell === other.cell;

/** What asks to be explained in a report, as its reader may see it. */
export async function readFlags(context: Asking, params: Params): Promise<FlagList> {
  const found = await findAsked(context, params.unit, params.form, params.period);
  const { unit, form, period, today } = found;
  const earlier = periodsFor(context.content(), form, today).findLast(({ cutOff }) => cutOff < period.cutOff);
  const before: Found | null = earlier
    ? { ...found, period: earlier, key: { ...found.key, period: earlier.key } }
    : null;
  const months = monthsOf(period);
  const [{ report, flags }, earlierFlags, replies, inTests, rechecks] = await Promise.all([
    seen(context, found),
    before ? seen(context, before).then((one) => (hasArrived(one.report.state) ? one.flags : [])) : [],
    listFlagReplies(context.db, found.key),
    countTestSignals(context.db, [unit.id], months),
    sumRechecks(context.db, [unit.id], months),
  ]);
  const rechecked = rechecks.get(unit.id) ?? { confirmed: 0, refuted: 0 };
  const own = isClerk(context, found) || isLeader(context, found);
  const sentOn = report.sentAt && hasArrived(report.state) ? vietnamDay(new Date(report.sentAt)) : null;
  const views = flags.map((flag): FlagView => {
    const reply = replies.find((one) => same(one, flag));
    return {
      flag: flag.flag,
      cell: flag.cell,
      facts: { ...flag.facts },
      repeated: earlierFlags.some((one) => same(one, flag)),
      reply: reply
        ? {
            reason: reply.reason as ReplyToFlag['reason'],
            words: reply.words,
            at: reply.replied_at.toISOString(),
          }
        : null,
    };
  });
  const shown = own
    ? views
    : views.filter(({ reply, repeated }) =>
        reachesAbove({
          sentOn,
          explained: reply !== null,
          repeated,
          today,
          explainDays: policyOf(context.content()).explain_days,
        }),
      );
  return {
    flags: shown,
    waiting: views.length - shown.length,
    mayReply: own,
    inTests: inTests.map(({ flag, all, open }) => ({
      flag: Number(flag) as 10,
      all: Number(all),
      open: Number(open),
    })),
    rechecked:
      Number(rechecked.confirmed) + Number(rechecked.refuted) > 0
        ? { confirmed: Number(rechecked.confirmed), refuted: Number(rechecked.refuted) }
        : null,
    withoutSource: WITHOUT_SOURCE,
  };
}

/**
 * Keeps what the unit says of a flag. A flag that is not there is not explained.
 *
 * @throws Refusal reporting/unit-explains for anybody of another unit, no-such-flag, words-needed, repeat-differs
 */
export async function replyToFlag(
  context: Asking,
  params: Params,
  given: ReplyToFlag,
): Promise<{ reason: ReplyToFlag['reason'] }> {
  const found = await findAsked(context, params.unit, params.form, params.period);
  if (!isClerk(context, found) && !isLeader(context, found)) refuse('unit-explains');
  if (given.reason === 'other' && given.words === '') refuse('words-needed');
  const had = await findFlagReply(context.db, found.key.part_key, given.id);
  if (had)
    return same(had, given) &&
      had.reason === given.reason &&
      had.words === given.words &&
      had.unit_id === found.unit.id
      ? { reason: given.reason }
      : refuse('repeat-differs');
  const { flags } = await seen(context, found);
  if (!flags.some((flag) => same(flag, given))) refuse('no-such-flag');
  await insertFlagReply(context.db, {
    ...found.key,
    id: given.id,
    flag: given.flag,
    cell: given.cell,
    reason: given.reason,
    words: given.words,
    replied_at: context.now(),
    replied_by: personOf(context)!,
  });
  return { reason: given.reason };
}
