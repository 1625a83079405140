import { reportPeriods } from '#modules/movement/server.ts';
import type { ReportPeriod } from '#modules/movement/index.ts';
import type { Unit } from '#modules/organisations/index.ts';
import { treeOf } from '#modules/organisations/server.ts';
import { insertMany } from '#platform/database/insert-many.ts';
import type { Tx } from '#platform/database/connect.ts';
import { systemContext, type Services } from '#platform/http/context.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import type { FormCell } from '../domain/form.ts';
import { adopted, type LedgerCell, type LedgerNumber } from '../domain/ledger.ts';
import { addDays } from '../domain/period.ts';
import { hasArrived, type ReportState } from '../domain/report-state.ts';
import { formsOf } from './content.ts';
import { deleteDemoReports } from './demo.store.ts';
import { dueOf, partsOf, type Asking } from './find-report.ts';
import { cellsOf, computedNow, countFor, fieldsOf } from './ledger.ts';
import { sha256 } from './once.ts';
import type { NumberRow } from './reports.store.ts';
import type { ReportKey, ReportingTables } from './tables.ts';

type Chance = () => number;
type Found = Parameters<typeof countFor>[1];

interface DemoReport {
  readonly key: ReportKey;
  readonly unit: Unit;
  readonly report: ReportingTables['reporting.reports'];
  readonly numbers: NumberRow[];
  readonly texts: ReportingTables['reporting.texts'][];
  readonly acts: ReportingTables['reporting.acts'][];
}

const TEXTS: Readonly<Record<string, string>> = {
  'ket-qua': 'Các tổ công nghệ số đi từng ngõ; lớp tối ở nhà văn hoá đông hơn kỳ trước.',
  'ton-tai': 'Người cao tuổi ở xa trung tâm còn ít, do đường xa và chưa có điện thoại.',
  'de-xuat': 'Đề nghị cấp trên hỗ trợ thêm máy chiếu và đường truyền cho hai nhà văn hoá thôn.',
  'ky-toi': 'Mỗi tổ dân phố mở một buổi vào thứ Sáu tuần thứ tư.',
};
const RETURNED = 'Số lớp chưa khớp sổ theo dõi, đề nghị xem lại.';

/** Reports of one finished quarter in several states, and the beginning of the one that runs; all invented. */
export async function insertDemoReports(
  services: Services,
  { province, first, by, chance }: { province: number; first: number; by: string; chance: Chance },
): Promise<void> {
  const context = systemContext(services, 'demo') as Asking;
  const form = formsOf(services.content()).find(({ period }) => period === 'quarter');
  const tree = await treeOf(services.db);
  const above = tree.find(province);
  const today = vietnamDay(services.now());
  if (!form || !above) return;
  const years = [Number(today.slice(0, 4)) - 1, Number(today.slice(0, 4)), Number(today.slice(0, 4)) + 1];
  const periods = years.flatMap((year) => reportPeriods(services.content(), 'quarter', year));
  const over = periods.findLast(({ cutOff, due }) => cutOff < today && due.every(({ on }) => on < today));
  const running = periods.find(({ dataFrom, cutOff }) => dataFrom <= today && cutOff >= today);
  const made: DemoReport[] = [];
  const parts = partsOf(tree, above, form);
  for (const [index, unit] of parts.entries()) {
    const is = (period: ReportPeriod): Found => ({
      unit,
      tree,
      above,
      form,
      period,
      today,
      key: { part_key: unit.partKey, unit_id: unit.id, form_id: form.id, period: period.key },
      aboveKey: null,
    });
    // One in twelve was missing at the close, and two of those came later.
    if (over && (unit.id === first || index % 12 !== 5))
      made.push(
        await invent(context, is(over), index % 17 === 3 && unit.id !== first ? 'accepted' : 'sent', {
          by,
          chance,
        }),
      );
    else if (over && index < 36)
      made.push(await invent(context, is(over), 'sent', { by, chance, late: true }));
    if (running && unit.id === first)
      made.push(await invent(context, is(running), 'returned', { by, chance }));
    else if (running && index % 23 === 7)
      made.push(await invent(context, is(running), 'entered', { by, chance }));
  }
  await services.db.transaction().execute(async (tx: Tx) => {
    await insertMany(
      tx,
      'reporting.reports',
      made.map(({ report }) => report as never),
    );
    for (const table of ['numbers', 'texts', 'acts'] as const)
      await insertMany(
        tx,
        `reporting.${table}`,
        made.flatMap((one) => one[table] as never[]),
      );
    if (over)
      await insertMany(tx, 'reporting.closings', [
        closing(services, parts, { form, above, period: over }, made, by),
      ]);
  });
}

/** Takes away what invented people reported. @param services with the owner's rights */
export const removeDemoReports = (services: Services, people: readonly { readonly personId: string }[]) =>
  services.db.transaction().execute((tx: Tx) =>
    deleteDemoReports(
      tx,
      people.map(({ personId }) => personId),
    ),
  );

/** Not more than live there, and somewhat apart from what was counted. */
function inventNumber(cell: FormCell, people: number | null, chance: Chance): number {
  const most = {
    'classes-held': 9,
    'class-people': 180,
    mentors: 40,
    teams: 12,
    'mobile-points': 3,
    budget: 60,
  }[cell.code];
  if (people !== null) return Math.floor(people * (0.3 + chance() * 0.5));
  return cell.decimals > 0
    ? Math.round(chance() * (most ?? 50) * 10) / 10
    : Math.ceil(chance() * (most ?? 60));
}

async function invent(
  context: Asking,
  found: Found,
  state: ReportState,
  { by, chance, late = false }: { by: string; chance: Chance; late?: boolean },
): Promise<DemoReport> {
  const { unit, form, period, today, key } = found;
  const due = dueOf(period, unit);
  const day = late ? addDays(due, 6) : hasArrived(state) ? addDays(due, -1) : today;
  const at = new Date(Math.min(Date.parse(`${day}T09:20:00+07:00`), context.now().getTime()));
  const written = { written_at: at, written_by: by };
  const counted = await countFor(context, found);
  const computed = computedNow(found, counted, null);
  const said = form.cells.flatMap((cell): NumberRow[] => {
    const own = computed.get(cell.code);
    // What is counted is left alone by most; nearly everything else is said.
    if (own ? chance() > 0.15 : chance() > 0.9) return [];
    const den =
      cell.group === undefined
        ? null
        : (own?.den ?? counted.people(cell.group, Number(period.key.slice(0, 4)))?.value ?? null);
    const num = own
      ? Math.min(den ?? Infinity, own.num + Math.floor(chance() * 4))
      : inventNumber(cell, den, chance);
    const number = {
      num,
      den,
      source: 'Sổ theo dõi của đơn vị',
      sourceDate: period.cutOff < today ? period.cutOff : today,
      grade: 'E1' as const,
    };
    return [rowOf(key, cell.code, 'declared', number, written, own ? 'computed' : 'declared')];
  });
  const cells = cellsOf(form, said, computed);
  const arrived = hasArrived(state);
  return {
    key,
    unit,
    report: {
      ...key,
      state,
      comment: state === 'returned' ? RETURNED : '',
      edition: arrived || state === 'returned' ? 1 : 0,
      sent_at: arrived || state === 'returned' ? at : null,
      first_sent_at: arrived || state === 'returned' ? at : null,
      filled: arrived ? cells.filter((one) => adopted(one)).length + form.sections.length : null,
      fields: arrived ? fieldsOf(form) : null,
      changed_at: at,
    },
    numbers: [...said, ...(arrived ? frozen(key, cells, written) : [])],
    texts: form.sections.map(({ code }) => ({
      ...key,
      section: code,
      revision: 1,
      body: TEXTS[code] ?? '',
      ...written,
    })),
    acts: [
      'save',
      'enter',
      ...(state === 'entered'
        ? []
        : ['send', ...(state === 'sent' ? [] : [state === 'returned' ? 'return' : 'accept'])]),
    ].map((act, index, all) => ({
      ...key,
      id: context.newId(),
      act,
      digest: sha256(`${act} ${unit.id} ${period.key}`),
      comment: act === 'return' ? RETURNED : '',
      done_at: new Date(at.getTime() - (all.length - index) * 900_000),
      done_by: by,
    })),
  };
}

type Written = Pick<NumberRow, 'written_at' | 'written_by'>;
const rowOf = (
  key: ReportKey,
  cell: string,
  kind: NumberRow['kind'],
  number: LedgerNumber,
  written: Written,
  choice = '',
): NumberRow => ({
  ...key,
  cell,
  kind,
  revision: 1,
  num: number.num,
  den: number.den,
  source: number.source,
  source_date: number.sourceDate,
  grade: number.grade,
  choice,
  reason: '',
  note: '',
  ...written,
});

const frozen = (key: ReportKey, cells: readonly LedgerCell[], written: Written): NumberRow[] =>
  cells.flatMap((one) => {
    const holds = adopted(one);
    return [
      ...(one.computed ? [rowOf(key, one.cell, 'computed', one.computed, written)] : []),
      ...(holds ? [rowOf(key, one.cell, 'adopted', holds.number, written, holds.kind)] : []),
    ];
  });

function closing(
  { newId }: Services,
  parts: readonly Unit[],
  { form, above, period }: Pick<Found, 'form' | 'period'> & { readonly above: Unit },
  made: readonly DemoReport[],
  by: string,
): Record<string, unknown> {
  const closedAt = new Date(`${addDays(dueOf(period, above), -2)}T16:00:00+07:00`);
  const children = parts.map(({ id, name }) => {
    const one = made.find(
      ({ key, report }) => key.unit_id === id && key.period === period.key && report.sent_at! <= closedAt,
    );
    return { id, name, state: one?.report.state ?? 'none', cells: one ? cellsOf(form, one.numbers) : [] };
  });
  return {
    part_key: above.partKey,
    unit_id: above.id,
    form_id: form.id,
    period: period.key,
    id: newId(),
    missing: children.filter(({ state }) => state === 'none').map(({ id, name }) => ({ id, name })),
    copy: { children },
    digest: sha256(JSON.stringify({ children })),
    closed_at: closedAt,
    closed_by: by,
  };
}
