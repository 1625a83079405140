import { readDeadline } from './reader/deadline/read-deadline.ts';
import { indicatorOf } from './reader/indicator-of.ts';
import type { PlanReading } from './reader/read-plan.ts';
import type { Span } from './reader/text.ts';

/** What a person says in place of what was read; `keep: false` leaves the item out. */
export interface TargetEdit {
  readonly keep: boolean;
  readonly value: number | null;
  readonly year: number | null;
}
export interface TaskEdit {
  readonly keep: boolean;
  readonly number: string;
  readonly title: string;
  readonly lead: string;
  readonly coordinating: string;
  readonly deadline: string;
}
export type Edit = TargetEdit | TaskEdit;

export interface ReviewedTarget extends TargetEdit {
  readonly item: string;
  readonly wording: string;
  readonly spans: readonly Span[];
  readonly operator: string | null;
  readonly measure: string;
  readonly group: string | null;
  readonly indicator: string | null;
  readonly flags: readonly string[];
  readonly doubts: readonly string[];
  readonly origin: string;
  /** What was read, where somebody changed it. */
  readonly read: { readonly value: number | null; readonly year: number | null } | null;
}

export interface ReviewedTask extends TaskEdit {
  readonly item: string;
  readonly content: string | null;
  readonly product: string | null;
  readonly kind: string | null;
  readonly due: string | null;
  readonly rrule: string | null;
  readonly spans: readonly Span[];
  readonly shared: boolean;
  readonly doubts: readonly string[];
  readonly read: Omit<TaskEdit, 'keep'> | null;
}

/** A reading as people have corrected it; what was read stays beside what was changed. */
export function review(
  { targets, tasks, header }: PlanReading,
  edits: ReadonlyMap<string, Edit>,
): { readonly targets: ReviewedTarget[]; readonly tasks: ReviewedTask[] } {
  const period = header.period;
  const year = period && period.from === period.to ? period.from : null;
  return {
    targets: targets.map((target, index) => {
      const item = `target:${index}`;
      const read = { value: target.value, year: target.year };
      const edit = edits.get(item) as TargetEdit | undefined;
      const changed = edit && (edit.value !== read.value || edit.year !== read.year);
      return {
        item,
        keep: edit?.keep ?? true,
        value: edit ? edit.value : read.value,
        year: edit ? edit.year : read.year,
        wording: target.wording.text,
        spans: target.wording.spans,
        operator: target.operator,
        measure: target.measure,
        group: target.group,
        indicator: indicatorOf(target),
        flags: target.flags,
        doubts: target.doubts,
        origin: target.origin,
        read: changed ? read : null,
      };
    }),
    tasks: tasks.map((task, index) => {
      const item = `task:${index}`;
      const read = {
        number: task.number,
        title: task.title.text,
        lead: task.lead?.text ?? '',
        coordinating: task.coordinating?.text ?? '',
        deadline: task.deadline?.text ?? '',
      };
      const edit = edits.get(item) as TaskEdit | undefined;
      const said = edit ?? read;
      const changed =
        edit !== undefined &&
        Object.entries(read).some(([key, value]) => edit[key as keyof typeof read] !== value);
      const again =
        said.deadline === read.deadline
          ? task.deadline
          : said.deadline === ''
            ? null
            : readDeadline(said.deadline, { year });
      return {
        item,
        keep: edit?.keep ?? true,
        number: said.number,
        title: said.title,
        lead: said.lead,
        coordinating: said.coordinating,
        deadline: said.deadline,
        content: task.content?.text ?? null,
        product: task.product?.text ?? null,
        kind: again?.kind ?? null,
        due: again?.due ?? null,
        rrule: again?.rrule ?? null,
        spans: [
          ...task.title.spans,
          ...(task.lead?.spans ?? []),
          ...(task.coordinating?.spans ?? []),
          ...(task.deadline?.spans ?? []),
        ],
        shared: task.shared,
        doubts: task.doubts,
        read: changed ? read : null,
      };
    }),
  };
}

/** A stretch of the source, with the items that quote it. */
export interface Stretch {
  readonly text: string;
  readonly items: readonly string[];
}

/** The source cut where quotes begin and end, so that a page can mark them without scripts. */
export function stretches(
  source: string,
  quoted: readonly { readonly item: string; readonly spans: readonly Span[] }[],
): Stretch[] {
  const cuts = new Map<number, { open: string[]; close: string[] }>();
  const at = (place: number) => {
    let cut = cuts.get(place);
    if (!cut) cuts.set(place, (cut = { open: [], close: [] }));
    return cut;
  };
  for (const { item, spans } of quoted)
    for (const [start, end] of spans) {
      at(start).open.push(item);
      at(end).close.push(item);
    }
  at(source.length);
  const parts: Stretch[] = [];
  const open = new Map<string, number>();
  let from = 0;
  for (const place of [...cuts.keys()].sort((a, b) => a - b)) {
    if (place > from) parts.push({ text: source.slice(from, place), items: [...open.keys()] });
    for (const item of cuts.get(place)?.close ?? []) {
      const count = (open.get(item) ?? 1) - 1;
      if (count > 0) open.set(item, count);
      else open.delete(item);
    }
    for (const item of cuts.get(place)?.open ?? []) open.set(item, (open.get(item) ?? 0) + 1);
    from = place;
  }
  return parts;
}
