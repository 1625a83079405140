import { fail } from '@sveltejs/kit';
import { Problem, type ProblemDocument } from '#platform/client/call.ts';

/** What a form says that was refused. */
export function refused(error: unknown) {
  if (!(error instanceof Problem)) throw error;
  const problem: ProblemDocument = error.document;
  return fail(problem.status || 503, { problem });
}
