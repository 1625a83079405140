import { picturesOfStep, type Lesson } from './lesson.ts';

/** What the schema cannot see of a lesson. */
export interface LessonFault {
  readonly code:
    | 'doubled-step'
    | 'few-checks'
    | 'expires-early'
    | 'no-picture'
    | 'picture-missing'
    | 'picture-large'
    | 'pictures-heavy'
    | 'scene-missing';
  /** Keys from the top of the lesson; empty when it has no one place. */
  readonly at: readonly (string | number)[];
  /** For a terminal. */
  readonly said: string;
}

/** A drawn picture may weigh this much, a photograph {@link MAX_PHOTO}. */
export const MAX_PICTURE = 6 * 1024;
export const MAX_PHOTO = 48 * 1024;
/** A photograph of a choice, as it is taken in. */
export const MAX_CHOICE_PHOTO = 24 * 1024;
/** All pictures of one screen, for whoever pays by the byte: of a question and its four choices. */
export const MAX_SCREEN = MAX_PHOTO + 4 * MAX_CHOICE_PHOTO;

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
    ...(lesson.steps.some((step) => picturesOfStep(step).length > 0)
      ? []
      : fault('no-picture', 'has no picture')),
    ...lesson.steps.flatMap((step, index) =>
      picturesOfStep(step).flatMap(({ at: place, file }) => {
        const at = ['steps', index, ...place];
        const size = sizeOf(file);
        if (size === undefined) return fault('picture-missing', `picture ${file} is missing`, at);
        const most = file.endsWith('.svg') ? MAX_PICTURE : MAX_PHOTO;
        return size <= most
          ? []
          : fault('picture-large', `picture ${file} has ${size} bytes, more than ${most}`, at);
      }),
    ),
    ...lesson.steps.flatMap((step, index) => {
      const size = picturesOfStep(step).reduce((sum, { file }) => sum + (sizeOf(file) ?? 0), 0);
      return size <= MAX_SCREEN
        ? []
        : fault('pictures-heavy', `pictures of one screen have ${size} bytes, more than ${MAX_SCREEN}`, [
            'steps',
            index,
          ]);
    }),
  ];
}
