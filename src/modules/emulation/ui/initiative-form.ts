import { writeNumber } from '#platform/text/number-entry.ts';
import type { InitiativeView, WriteInitiative } from '../domain/initiative-contract.ts';

/** What stands in the fields of an initiative; ticked numbers are names with `on`. */
export type Typed = Readonly<Record<string, string>>;
/** Rows for steps. */
export const STEPS = 8;

/** The body of an initiative, from the fields of the page. */
export function initiativeOf(typed: Typed): WriteInitiative {
  const field = (name: string) => typed[name] ?? '';
  const [form = '', period = ''] = field('period').split('/');
  const cells = Object.keys(typed).flatMap((name) => (name.startsWith('cell.') ? [name.slice(5)] : []));
  return {
    title: field('title'),
    problem: field('problem'),
    steps: Array.from({ length: STEPS }, (_, index) => ({
      title: field(`step.${index}`),
      days: field(`days.${index}`).trim() === '' ? null : Number(field(`days.${index}`)),
    })).filter(({ title }) => title.trim() !== ''),
    cost: field('cost'),
    result: field('result'),
    numbers: form && period && cells.length > 0 ? { form, period, cells } : null,
  };
}

/** What the fields show of an initiative that is changed. */
export const typedOfInitiative = (view: InitiativeView): Typed => ({
  title: view.title,
  problem: view.problem,
  result: view.result,
  cost: view.cost === null ? '' : writeNumber(view.cost),
  period: view.period ? `${view.period.form}/${view.period.key}` : '',
  ...Object.fromEntries(
    view.steps.flatMap(({ title, days }, index) => [
      [`step.${index}`, title],
      [`days.${index}`, days === null ? '' : String(days)],
    ]),
  ),
  ...Object.fromEntries(view.numbers.map(({ code }) => [`cell.${code}`, 'on'])),
});
