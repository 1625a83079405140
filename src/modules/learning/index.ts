export * from './domain/contract.ts';
export * from './domain/contract-materials.ts';
export * from './domain/mentee-contract.ts';
export * from './domain/placement-contract.ts';
export * from './domain/review-contract.ts';
export { titleIn } from './domain/in-language/heading.ts';
export { nextAsked } from './domain/placement.ts';
export {
  Lesson,
  picturesOfStep,
  Programme,
  isRight,
  variantsOf,
  type CheckStep,
  type ReadStep,
  type Step,
} from './domain/lesson.ts';
export {
  lessonFaults,
  MAX_CHOICE_PHOTO,
  MAX_PHOTO,
  type LessonFault,
  type Surroundings,
} from './domain/lesson-faults.ts';
export type { LocalLesson, LocalProgramme } from './domain/local.ts';
export { passagesOf } from './domain/passages.ts';
export { MAX_RECORDING, MAX_SECONDS, recordingFaults } from './domain/recordings.ts';
export {
  foundIn,
  progressOf,
  stateOf,
  textsOf,
  type PlacedText,
  type Variant,
  type Variants,
} from './domain/variant.ts';
export { spokenOfStep, type Words } from './domain/spoken.ts';
export { listOutsideCourses, type OutsideCourse } from './domain/outside.ts';
export { buildIndex, searchLessons } from './domain/search.ts';
export { foldProgress, LearningEvent, type Progress } from './domain/progress.ts';
