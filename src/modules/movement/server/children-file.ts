import type { Context } from '#platform/http/context.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import en from '../messages/en.json' with { type: 'json' };
import vi from '../messages/vi.json' with { type: 'json' };
import { measure, readChildren, requireFigures } from './read-overview.ts';
import type { MovementTables } from './tables.ts';

/** A cell that a spreadsheet would take for a formula is made plain text (OWASP, CSV injection). */
const plain = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
const quoted = (value: string | number | null) =>
  value === null ? '' : typeof value === 'number' ? String(value) : `"${plain(value).replaceAll('"', '""')}"`;

/** The table of the units below, as Vietnamese Excel opens it: UTF-8 with BOM, semicolons, decimal commas. */
export async function childrenFile(context: Context<MovementTables>, unitId: number): Promise<Response> {
  const unit = await requireFigures(context, unitId);
  const children = await readChildren(context, await measure(context), unit);
  const words = context.language === 'vi' ? vi : en;
  const decimal = (value: number | null) =>
    value === null ? null : (value * 100).toFixed(1).replace('.', context.language === 'vi' ? ',' : '.');
  const head = ['code', 'unit', 'num', 'population', 'rate', 'needed', 'gap', 'status'] as const;
  const lines = [
    head.map((key) => quoted(words[`children.${key}`])),
    ...(children?.rows ?? []).map((row) => [
      quoted(row.code),
      quoted(row.name),
      quoted(row.num),
      quoted(row.population),
      decimal(row.rate) ?? '',
      quoted(row.needed),
      quoted(row.gap),
      quoted(row.status && words[`status.${row.status}`]),
    ]),
  ];
  const name = `so-lieu-${unit.code || 'ca-nuoc'}-${vietnamDay(context.now())}.csv`;
  return new Response(`\ufeff${lines.map((line) => line.join(';')).join('\r\n')}\r\n`, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
    },
  });
}
