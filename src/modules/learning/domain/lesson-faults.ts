import type { Lesson } from './lesson.ts';

/** What the schema cannot see of a lesson. */
export interface LessonFault {
  readonly code:
    | 'doubled-step'
    | 'few-checks'
    | 'expires-early'
    | 'no-picture'
    | 'picture-missing'
    | 'picture-large'
    | 'scene-missing';
  /** Keys from the top of the lesson; empty when it has no one place. */
  readonly at: readonly (string | number)[];
  /** For a terminal. */
  readonly said: string;
}

/** A drawn picture may weigh this much, a photograph {@link MAX_PHOTO}. */
export const MAX_PICTURE = 6 * 1024;
export const MAX_PHOTO = 48 * 1024;

export interface Surroundings {
  /** Bytes of a picture; undefined when it is not there. */
  readonly sizeOf: (file: string) => number | undefined;
  /** Whether there is such a scene to practise in. */
  readonly hasScene: (id: string) => boolean;
}

/** In the order of the lesson; those of the whole first. */
export function lessonFaults(lesson: Lesson, { sizeOf, hasScene }: Surroundings): LessonFault[] {
  const ids = lesson.steps.map((step) => step.id);
  const checks = lesson.steps.filter((step) => step.kind === 'check').length;
  const fault = (code: LessonFault['code'], said: string, at: LessonFault['at'] = []): LessonFault[] => [
    { code, at, said },
  ];
  return [
    ...(new Set(ids).size === ids.length ? [] : fault('doubled-step', 'two steps have one id')),
    ...(checks >= 2 ? [] : fault('few-checks', 'has fewer than two checks')),
    ...(lesson.expires > lesson.reviewed
      ? []
      : fault('expires-early', 'expires before it was reviewed', ['expires'])),
    ...lesson.practice.flatMap((id, index) =>
      hasScene(id)
        ? []
        : fault('scene-missing', `names practice scene ${id}, which is not in content/practice`, [
            'practice',
            index,
          ]),
    ),
    ...(lesson.steps.some((step) => step.picture) ? [] : fault('no-picture', 'has no picture')),
    ...lesson.steps.flatMap((step, index) => {
      if (!step.picture) return [];
      const { file } = step.picture;
      const at = ['steps', index, 'picture'];
      const size = sizeOf(file);
      if (size === undefined) return fault('picture-missing', `picture ${file} is missing`, at);
      const most = file.endsWith('.svg') ? MAX_PICTURE : MAX_PHOTO;
      return size <= most
        ? []
        : fault('picture-large', `picture ${file} has ${size} bytes, more than ${most}`, at);
    }),
  ];
}
