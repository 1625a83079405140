import { error } from '@sveltejs/kit';
import { tapper } from '#modules/identity/index.ts';
import { getLesson, sendEvents } from '#modules/learning/index.ts';
import { call } from '#platform/client/call.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import type { Actions } from './$types';

/** The same for a phone without JavaScript: the question stays there with its words, the next page asks the next. */
export const actions: Actions = {
  answer: async ({ request, fetch }) => {
    const form = await request.formData();
    const id = String(form.get('lesson') ?? '');
    const lesson = await call(getLesson, { params: { lesson: id } }, fetch).catch(() => undefined);
    const step = lesson?.steps.find((one) => one.id === form.get('step'));
    if (!lesson || step?.kind !== 'check') error(404, 'learning/lesson-not-found');
    const choices = form.getAll('chon').map(String).slice(0, 4);
    const question = { lesson: lesson.id, title: lesson.title, variants: lesson.variants, step };
    if (choices.length === 0) return { question, answered: null };
    const done = {
      id: newUuid(),
      kind: 'check-answered' as const,
      lesson: lesson.id,
      step: step.id,
      at: new Date().toISOString(),
      choices,
      tappedBy: tapper(request.headers.get('cookie') ?? ''),
      purpose: 'review' as const,
      took: null,
    };
    await call(sendEvents, { body: { events: [done] } }, fetch);
    return { question, answered: choices };
  },
};
