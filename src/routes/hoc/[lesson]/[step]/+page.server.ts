import { redirect, type RequestEvent } from '@sveltejs/kit';
import { tapper } from '#modules/identity/index.ts';
import { sendEvents, type LearningEvent } from '#modules/learning/index.ts';
import { call } from '#platform/client/call.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import type { Actions } from './$types';

/** The same two things a phone without JavaScript does by plain forms. */
export const actions: Actions = {
  answer: async (event) => {
    const chosen = (await event.request.formData()).getAll('chon').map(String).slice(0, 4);
    if (chosen.length === 0) return { missing: true, answered: null };
    await tell(event, 'check-answered', chosen);
    return { missing: false, answered: chosen };
  },
  seen: async (event) => {
    const next = String((await event.request.formData()).get('next') ?? '');
    await tell(event, 'step-seen', []);
    if (next.endsWith('/xong')) await tell(event, 'lesson-finished', []);
    redirect(303, next.startsWith(`/hoc/${event.params.lesson}/`) ? next : `/hoc/${event.params.lesson}`);
  },
};

async function tell(
  event: RequestEvent<{ lesson: string; step: string }>,
  kind: LearningEvent['kind'],
  choices: string[],
) {
  const done = {
    id: newUuid(),
    kind,
    lesson: event.params.lesson,
    step: event.params.step,
    at: new Date().toISOString(),
    choices,
    tappedBy: tapper(event.request.headers.get('cookie') ?? ''),
    purpose: 'lesson' as const,
    took: null,
  };
  await call(sendEvents, { body: { events: [done] } }, event.fetch);
}
