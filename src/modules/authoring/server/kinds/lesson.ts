import { DraftLesson } from '../../domain/draft.ts';
import { sortRecordings } from '../../domain/recording.ts';
import { addressesOf, judge, shippedLesson } from '../surroundings.ts';
import { digestOfLesson } from '#modules/learning/server.ts';
import type { DraftKind } from './kind.ts';

export const lessonDraft: DraftKind<DraftLesson> = {
  schema: DraftLesson,
  titleOf: ({ title }) => title.vi,
  judge: async (context, { lesson_id }, content) => {
    const { faults, lesson } = await judge(context, lesson_id, content);
    return { faults, value: lesson };
  },
  surround: async (context, { lesson_id, replaces }, content) => {
    const shipped = replaces ? shippedLesson(context, lesson_id) : undefined;
    const digest = shipped && digestOfLesson(shipped);
    return {
      pictures: addressesOf(context, lesson_id, content),
      source: digest === undefined ? null : { digest, moved: digest !== content.follows },
      lessons: [],
    };
  },
  followsOf: ({ follows }) => follows,
  recordingsOf: (content) => sortRecordings(content).current,
};
