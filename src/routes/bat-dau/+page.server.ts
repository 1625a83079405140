import { error } from '@sveltejs/kit';
import { tapper } from '#modules/identity/index.ts';
import { getPlacement, nextAsked, sendEvents } from '#modules/learning/index.ts';
import { call } from '#platform/client/call.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import type { Actions } from './$types';

/** The same for a phone without JavaScript: the form carries what was answered. */
export const actions: Actions = {
  answer: async ({ request, fetch }) => {
    const form = await request.formData();
    const given = String(form.get('given') ?? '');
    if (!/^[01]{0,8}$/.test(given)) error(400, 'http/input-invalid');
    const choice = String(form.get('chon') ?? '');
    const asked = nextAsked(
      await call(getPlacement, {}, fetch),
      [...given].map((one) => one === '1'),
    );
    if (!asked) error(400, 'http/input-invalid');
    const done = {
      id: newUuid(),
      kind: 'check-answered' as const,
      lesson: asked.lesson,
      step: asked.step,
      at: new Date().toISOString(),
      choices: choice === '' ? [] : [choice.slice(0, 40)],
      tappedBy: tapper(request.headers.get('cookie') ?? ''),
      purpose: 'placement' as const,
      took: null,
    };
    await call(sendEvents, { body: { events: [done] } }, fetch);
    const right = asked.check.choices.some((one) => one.right && one.id === choice);
    return { given: given + (right ? '1' : '0') };
  },
};
