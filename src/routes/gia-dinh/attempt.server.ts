import { fail } from '@sveltejs/kit';
import { Problem, type ProblemDocument } from '#platform/client/call.ts';

/** What a form says that was refused, with what was typed into it. */
export function refused<T extends object>(error: unknown, typed: T) {
  if (!(error instanceof Problem)) throw error;
  const problem: ProblemDocument = error.document;
  return fail(problem.status || 503, { ...typed, problem });
}
