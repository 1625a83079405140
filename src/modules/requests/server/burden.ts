import { requireRole, treeOf } from '#modules/organisations/server.ts';
import { reportsAsked } from '#modules/reporting/server.ts';
import { startOfVietnamDay } from '#platform/time/vietnam.ts';
import type { BurdenView } from '../domain/burden-contract.ts';
import { duplicatesOf, loadOf, quarterDays, quarterOf, quartersBack, type Asked } from '../domain/burden.ts';
import { listAnswers, listAskedOf, listFields } from './requests.store.ts';
import { READERS, today, type Asking } from './rights.ts';

const QUARTERS = 5;
const DAY = 86_400_000;

/** Requests that were sent to these units in a quarter. */
async function requestsAsked(
  context: Asking,
  units: readonly number[],
  { from, to }: { from: string; to: string },
): Promise<Asked[]> {
  const { db } = context;
  const parts = await listAskedOf(
    db,
    units,
    startOfVietnamDay(from),
    new Date(startOfVietnamDay(to).getTime() + DAY),
  );
  const ids = [...new Set(parts.map(({ request_id }) => request_id))];
  const fields = Map.groupBy(await listFields(db, ids), (field) => field.request_id);
  const known = new Set(
    (await listAnswers(db, ids)).flatMap((row) =>
      row.how === 'unit' ? [] : [`${row.request_id} ${row.unit_id} ${row.position}`],
    ),
  );
  return parts.map(({ request, unit_id, opened_at, sent_at }) => {
    const all = fields.get(request.id) ?? [];
    const open = all.filter(({ position }) => !known.has(`${request.id} ${unit_id} ${position}`));
    return {
      unitId: unit_id,
      asker: request.unit_id,
      what: request.title,
      on: request.due_on,
      period: request.period,
      fields: open.map(({ same_as, label }) => ({ sameAs: same_as, label })),
      known: all.length - open.length,
      declared: request.minutes,
      measured: opened_at && sent_at ? (sent_at.getTime() - opened_at.getTime()) / 60_000 : null,
    };
  });
}

/**
 * What a unit and those directly below it were asked in a quarter: reports by the day on which they were due, requests by the
 * day on which they were sent.
 *
 * @throws Refusal organisations/sign-in-first, organisations/not-found
 */
export async function readBurden(
  context: Asking,
  unitId: number,
  asked: string | undefined,
): Promise<BurdenView> {
  const unit = await requireRole(context, READERS, unitId);
  const tree = await treeOf(context.db);
  const now = today(context);
  const quarter = asked ?? quarterOf(now);
  const days = quarterDays(quarter);
  const units = [unit, ...tree.children(unit.id)];
  const [reports, requests] = await Promise.all([
    reportsAsked(context as never, units, { ...days, today: now }),
    requestsAsked(
      context,
      units.map(({ id }) => id),
      days,
    ),
  ]);
  const all: Asked[] = [
    ...requests,
    ...reports.map((one) => {
      const typed = one.cells.filter(({ source }) => source === 'none');
      return {
        unitId: one.unitId,
        asker: null,
        what: one.title[context.language],
        on: one.due,
        period: one.period,
        fields: [
          ...typed.map(({ code, label }) => ({ sameAs: code, label: label[context.language] })),
          // Texts are written anew each time, so none is a repetition of another.
          ...Array.from({ length: one.sections }, (_, index) => ({
            sameAs: `${one.form} ${one.period} ${index}`,
            label: '',
          })),
        ],
        known: one.cells.length - typed.length,
        declared: null,
        measured: one.minutes,
      };
    }),
  ];
  const ofUnit = Map.groupBy(all, (one) => one.unitId);
  const name = (id: number) => ({ id, name: tree.find(id)?.name ?? '' });
  return {
    unit: name(unit.id),
    quarter,
    quarters: quartersBack(quarterOf(now), QUARTERS),
    units: units
      .map(({ id }) => ({ unit: name(id), load: loadOf(ofUnit.get(id) ?? []) }))
      .filter(({ unit: { id }, load }) => load.times > 0 || id === unit.id),
    askers: [
      ...Map.groupBy(all, ({ asker, what }) => (asker === null ? `form ${what}` : `unit ${asker}`)).values(),
    ].map((same) => {
      const { asker, what } = same[0]!;
      return {
        asker: asker === null ? null : name(asker),
        what: asker === null ? what : '',
        load: loadOf(same),
      };
    }),
    duplicates: duplicatesOf(all).map((one) => ({ ...one, asked: [...one.asked] })),
  };
}
