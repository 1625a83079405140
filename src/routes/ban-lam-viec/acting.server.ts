import { fail, redirect, type ActionFailure } from '@sveltejs/kit';
import { Problem, type ProblemDocument } from '#platform/client/call.ts';

/** Every field of a form that is no file, as it was typed. */
export async function typedIn(request: Request): Promise<Readonly<Record<string, string>>> {
  return Object.fromEntries(
    [...(await request.formData())].flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  );
}

/**
 * What a page's form asks for, then the next page; a refusal comes back with what was typed.
 *
 * @param next an address, or what makes one of the answer
 */
export async function attempt<Answer>(
  asked: Promise<Answer>,
  next: string | ((answer: Answer) => string),
  typed: Readonly<Record<string, string>> = {},
): Promise<ActionFailure<{ problem: ProblemDocument; typed: Readonly<Record<string, string>> }>> {
  let answer: Answer;
  try {
    answer = await asked;
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    return fail(problem.document.status || 503, { problem: problem.document, typed });
  }
  redirect(303, typeof next === 'string' ? next : next(answer));
}
