import type { AskRequest, RequestView } from '../domain/contract.ts';

/** What stands in the fields of a request, names as the page writes them; ticked boxes are names with `on`. */
export type Typed = Readonly<Record<string, string>>;

/** Rows for questions of one's own. */
export const QUESTIONS = 5;

/** The body of a draft, from the fields of the page. */
export function askedOf(typed: Typed): AskRequest {
  const field = (name: string) => typed[name] ?? '';
  const ticked = (prefix: string) =>
    Object.keys(typed).flatMap((name) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []));
  const [form = '', period = ''] = field('form').split('/');
  return {
    kind: field('kind') as AskRequest['kind'],
    title: field('title'),
    reason: field('reason'),
    basis: field('basis'),
    dueOn: field('dueOn'),
    minutes: Number(field('minutes')),
    form,
    period,
    cells: ticked('cell.'),
    questions: Array.from({ length: QUESTIONS }, (_, index) => ({
      label: field(`label.${index}`),
      unit: field(`unit.${index}`),
      kind: (field(`kind.${index}`) || 'number') as 'number' | 'text',
    })).filter(({ label }) => label.trim() !== ''),
    units: ticked('ask.').map(Number),
  };
}

/** What the fields show of a draft that is changed; all units of a draft that asks all stay unticked. */
export function typedOf(view: RequestView, all: number): Typed {
  const own = view.fields.filter(({ cell }) => cell === null);
  return {
    kind: view.kind,
    title: view.title,
    reason: view.reason,
    basis: view.basis,
    dueOn: view.dueOn,
    minutes: String(view.minutes),
    ...Object.fromEntries(view.fields.flatMap(({ cell }) => (cell ? [[`cell.${cell}`, 'on']] : []))),
    ...Object.fromEntries(
      own.flatMap(({ label, unit, kind }, index) => [
        [`label.${index}`, label.vi],
        [`unit.${index}`, unit],
        [`kind.${index}`, kind],
      ]),
    ),
    ...(view.parts.length < all
      ? Object.fromEntries(view.parts.map(({ unit }) => [`ask.${unit.id}`, 'on']))
      : {}),
  };
}
