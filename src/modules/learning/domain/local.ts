import type { Lesson, Programme } from './lesson.ts';

/** A lesson that a unit published itself, for everybody beneath it: one of its own, or its wording of a shipped one. */
export interface LocalLesson {
  readonly unit: number;
  /** The unit's. */
  readonly name: string;
  readonly lesson: Lesson;
  /** Digest of the shipped lesson that its wording was last compared with; null for a lesson of its own. */
  readonly follows: string | null;
}

/** A programme or path that a unit published itself. */
export interface LocalProgramme {
  readonly unit: number;
  readonly name: string;
  readonly programme: Programme;
}

/**
 * What holds for readers of a unit: of two that have one id, the nearer to the reader wins.
 *
 * @param chain units from the widest down to the reader's own
 */
export function nearest<T extends { readonly unit: number }>(
  all: readonly T[],
  chain: readonly number[],
  idOf: (one: T) => string,
): ReadonlyMap<string, T> {
  const held = new Map<string, T>();
  for (const unit of chain) for (const one of all) if (one.unit === unit) held.set(idOf(one), one);
  return held;
}
