import type { Passage } from '#platform/text/plain/lint.ts';
import type { Lesson } from './lesson.ts';

/** What a lesson says to its readers, with the place of each text in its file. */
export function passagesOf(lesson: Lesson): Passage[] {
  return lesson.steps.flatMap((step, index): Passage[] => {
    const at = ['steps', index];
    const group = step.id;
    if (step.kind === 'read')
      return [
        { at: [...at, 'title'], text: step.title, role: 'label', group },
        ...step.say.map((text, place): Passage => ({ at: [...at, 'say', place], text, role: 'step', group })),
        ...(step.tip ? [{ at: [...at, 'tip'], text: step.tip, role: 'prose', group } as const] : []),
      ];
    return [
      { at: [...at, 'ask'], text: step.ask, role: 'prose', group },
      ...step.choices.flatMap((choice, place): Passage[] => [
        { at: [...at, 'choices', place, 'text'], text: choice.text, role: 'label', group },
        { at: [...at, 'choices', place, 'feedback'], text: choice.feedback, role: 'prose', group },
      ]),
    ];
  });
}
