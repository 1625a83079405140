import { fail, redirect } from '@sveltejs/kit';
import { getSession, submitAnswer, swapTask, type Answer } from '#modules/assessment/index.ts';
import { answerOf, draftOf, itemOf, wantsSwap } from '#modules/assessment/ui.ts';
import { call, Problem } from '#platform/client/call.ts';
import type { Actions } from './$types';

/** A phone without JavaScript answers by a plain form; a form of a question that is over leads to the open one. */
export const actions: Actions = {
  default: async ({ request, params: { session }, fetch }) => {
    const params = { session };
    const draft = draftOf(await request.formData());
    try {
      const step = await call(getSession, { params }, fetch);
      if (step.kind === 'question' && step.question.itemId === itemOf(draft)) {
        const { itemId } = step.question;
        if (wantsSwap(draft)) {
          await call(swapTask, { params, body: { itemId } }, fetch);
          redirect(303, `/kiem-tra/${session}`);
        }
        const answer: Answer | undefined = answerOf(step.question, draft);
        if (answer === undefined) return fail(400, { draft, missing: true, problem: null });
        await call(submitAnswer, { params, body: { itemId, answer } }, fetch);
      }
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return fail(error.document.status || 503, { draft, missing: false, problem: error.document });
    }
    redirect(303, `/kiem-tra/${session}`);
  },
};
