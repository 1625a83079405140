import type { Context } from '#platform/http/context.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import en from '../messages/en.json' with { type: 'json' };
import vi from '../messages/vi.json' with { type: 'json' };
import { csvFile, Decimal } from '#platform/http/csv.ts';
import { measure, readChildren, requireFigures } from './read-overview.ts';
import type { MovementTables } from './tables.ts';

/** The table of the units below as a file. */
export async function childrenFile(context: Context<MovementTables>, unitId: number): Promise<Response> {
  const unit = await requireFigures(context, unitId);
  const children = await readChildren(context, await measure(context), unit);
  const words = context.language === 'vi' ? vi : en;
  const head = ['code', 'unit', 'num', 'population', 'rate', 'needed', 'gap', 'status'] as const;
  const name = `so-lieu-${unit.code || 'ca-nuoc'}-${vietnamDay(context.now())}.csv`;
  return csvFile(name, context.language, [
    head.map((key) => words[`children.${key}`]),
    ...(children?.rows ?? []).map((row) => [
      row.code,
      row.name,
      row.num,
      row.population,
      row.rate === null ? null : new Decimal(row.rate * 100),
      row.needed,
      row.gap,
      row.status && words[`status.${row.status}`],
    ]),
  ]);
}
