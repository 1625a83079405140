import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { HeadingVariants, ShownVariants } from './in-language/variants.ts';
import { BothLanguages, Imitated } from './lesson.ts';
import { LearningEvent } from './progress.ts';

const id = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,80}$/));

/** A lesson as a card shows it. */
export const LessonCard = v.object({
  id: v.string(),
  title: BothLanguages,
  summary: BothLanguages,
  /** Both in other languages that the reader asked for. */
  variants: HeadingVariants,
  competences: v.array(v.string()),
  minutes: v.number(),
  /** Bytes to open it: the lesson and its pictures, before compression. */
  bytes: v.number(),
  steps: v.number(),
  picture: v.nullable(v.string()),
  /** Name of the unit whose own it is, or whose wording; null for what holds everywhere. */
  local: v.nullable(v.string()),
});
export type LessonCard = v.InferOutput<typeof LessonCard>;

const kind = v.picklist(['programme', 'path']);

export const ProgrammeCard = v.object({
  id: v.string(),
  kind,
  title: BothLanguages,
  summary: BothLanguages,
  /** Code of the target group; a path may have none. */
  group: v.nullable(v.string()),
  /** Name of the unit that arranged it; null for those of the whole nation. */
  local: v.nullable(v.string()),
  chapters: v.array(
    v.object({
      id: v.string(),
      title: BothLanguages,
      domain: v.nullable(v.string()),
      lessons: v.array(LessonCard),
    }),
  ),
});
export type ProgrammeCard = v.InferOutput<typeof ProgrammeCard>;

/** A programme as the catalogue shows it: small, however many lessons there are. */
export const ProgrammeSummary = v.object({
  id: v.string(),
  kind,
  title: BothLanguages,
  summary: BothLanguages,
  group: v.nullable(v.string()),
  local: v.nullable(v.string()),
  /** Ids, in order. */
  lessons: v.array(v.string()),
  minutes: v.number(),
  picture: v.nullable(v.string()),
});
export type ProgrammeSummary = v.InferOutput<typeof ProgrammeSummary>;

const ViewVoice = v.object({ language: v.string(), files: v.array(v.array(v.string())) });
/** What can be heard of a step: `Voice` of `voice.ts`, in Vietnamese and in other languages. */
const Heard = { voice: v.optional(ViewVoice), voices: v.optional(v.array(ViewVoice)) };
const ViewPicture = v.optional(v.object({ url: v.string(), alt: v.string() }));
export const ViewCheck = v.object({
  id: v.string(),
  kind: v.literal('check'),
  ask: v.string(),
  picture: ViewPicture,
  ...Heard,
  many: v.boolean(),
  choices: v.array(
    v.object({
      id: v.string(),
      text: v.string(),
      picture: ViewPicture,
      right: v.boolean(),
      feedback: v.string(),
    }),
  ),
});
export const ViewStep = v.variant('kind', [
  v.object({
    id: v.string(),
    kind: v.literal('read'),
    title: v.string(),
    picture: ViewPicture,
    ...Heard,
    say: v.array(v.string()),
    tip: v.optional(v.string()),
  }),
  ViewCheck,
]);
export type ViewStep = v.InferOutput<typeof ViewStep>;

/** Addresses of everything a step shows. */
export const picturesShown = (step: ViewStep): string[] =>
  [step.picture, ...(step.kind === 'check' ? step.choices.map(({ picture }) => picture) : [])].flatMap(
    (picture) => picture?.url ?? [],
  );

/** A whole lesson: everything its pages need, so that it works without network once it is on the phone. */
export const LessonView = v.object({
  ...LessonCard.entries,
  tier: v.number(),
  reviewed: v.string(),
  expires: v.string(),
  imitates: v.nullable(Imitated),
  /** Ids of practice scenes. */
  practice: v.array(v.string()),
  /** Of a unit's wording of a national lesson: whether that one changed since they were compared. */
  replaces: v.nullable(v.object({ moved: v.boolean() })),
  /** First 16 hex digits of the SHA-256 of everything else here; addresses of pictures hold theirs. */
  version: v.string(),
  steps: v.array(ViewStep),
  /** What there is in other languages, all of them: the same for everybody. */
  variants: ShownVariants,
  /** The next lesson of the first programme that holds this one. */
  next: v.nullable(
    v.object({ id: v.string(), title: BothLanguages, variants: HeadingVariants, minutes: v.number() }),
  ),
});
export type LessonView = v.InferOutput<typeof LessonView>;

export const ProgressView = v.object({
  lesson: v.string(),
  at: v.nullable(v.string()),
  seen: v.number(),
  steps: v.number(),
  finishedAt: v.nullable(v.string()),
  updatedAt: v.string(),
});
export type ProgressView = v.InferOutput<typeof ProgressView>;

export const getCatalogue = endpoint({
  method: 'GET',
  path: '/api/learning/catalogue',
  summary: 'All programmes with their chapters and lessons; the same for everybody.',
  output: v.object({ programmes: v.array(ProgrammeCard) }),
});

export const listProgrammes = endpoint({
  method: 'GET',
  path: '/api/learning/programmes',
  summary: 'All programmes and paths, without their lessons; the same for everybody.',
  output: v.object({ programmes: v.array(ProgrammeSummary) }),
});

export const getProgramme = endpoint({
  method: 'GET',
  path: '/api/learning/programmes/:programme',
  summary: 'One programme or path with its chapters and lessons.',
  params: v.object({ programme: id }),
  output: ProgrammeCard,
  refusals: ['learning/programme-not-found'],
});

export const getNextLesson = endpoint({
  method: 'GET',
  path: '/api/learning/next',
  summary: 'The lesson to go on with: begun and not finished, else the first that is not finished yet.',
  output: v.object({
    /** Null when all are finished. */
    lesson: v.nullable(LessonCard),
    /** Where she is in it; null when not begun. */
    progress: v.nullable(ProgressView),
    /** She has begun no lesson yet. */
    isNew: v.boolean(),
    /** The lesson was found by the check at the doorstep, and nothing is begun yet. */
    placed: v.boolean(),
    /** How many questions wait to be asked again today. */
    review: v.number(),
  }),
});

export const searchCatalogue = endpoint({
  method: 'GET',
  path: '/api/learning/search',
  summary: 'Lessons that hold every word of the question, with or without diacritics.',
  query: v.object({ q: v.pipe(v.string(), v.maxLength(200)) }),
  output: v.object({ lessons: v.array(LessonCard) }),
});

export const getLesson = endpoint({
  method: 'GET',
  path: '/api/learning/lessons/:lesson',
  summary: 'A whole lesson with its checks and their feedback.',
  params: v.object({ lesson: id }),
  /** `national`: as it holds for the whole nation, also where the reader's unit has its own wording. */
  query: v.object({ wording: v.optional(v.picklist(['own', 'national']), 'own') }),
  output: LessonView,
  refusals: ['learning/lesson-not-found'],
});

const VoiceBytes = v.object({ opus: v.number(), other: v.number() });

/** A lesson as something to take along: its address holds its digest, so what is kept never has to be asked for again. */
export const Pack = v.object({
  lesson: v.string(),
  title: BothLanguages,
  version: v.string(),
  /** Bytes to bring over, compressed: the lesson alone, without its pictures. */
  bytes: v.number(),
  files: v.array(v.object({ url: v.string(), bytes: v.number() })),
  /** Bytes of its recordings, for a phone that plays Opus and for one that does not; null where nobody recorded it. */
  voice: v.nullable(VoiceBytes),
  /** The same for voices in other languages. */
  voices: v.record(v.string(), VoiceBytes),
});
export type Pack = v.InferOutput<typeof Pack>;

export const listPacks = endpoint({
  method: 'GET',
  path: '/api/learning/packs',
  summary:
    'What can be taken along for days without a network: each lesson with its version, size and pictures.',
  output: v.object({
    packs: v.array(Pack),
    programmes: v.array(v.object({ id: v.string(), title: BothLanguages, lessons: v.array(v.string()) })),
  }),
});

export const getPack = endpoint({
  method: 'GET',
  path: '/api/learning/packs/:lesson/:version',
  summary: 'One version of a lesson; the answer of an address never changes.',
  params: v.object({ lesson: id, version: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)) }),
  output: LessonView,
  refusals: ['learning/pack-gone'],
});

export const SendEvents = v.strictObject({
  events: v.pipe(v.array(LearningEvent), v.minLength(1), v.maxLength(200)),
});
export type SendEvents = v.InferOutput<typeof SendEvents>;

export const sendEvents = endpoint({
  method: 'POST',
  path: '/api/learning/events',
  summary:
    'Takes what a learner did, at most 200 events; the same id twice counts once. Makes an anonymous learner when nobody is signed in.',
  body: SendEvents,
  output: v.object({
    /** Kept now or before: the phone may forget them. */
    kept: v.array(v.string()),
    /** Never to be kept: the lesson or step does not exist. */
    dropped: v.array(v.string()),
    progress: v.array(ProgressView),
  }),
});

export const listProgress = endpoint({
  method: 'GET',
  path: '/api/learning/progress',
  summary: 'Where the learner is in each lesson she began; empty when nobody is known.',
  output: v.object({ progress: v.array(ProgressView) }),
});

export const listHomeProgress = endpoint({
  method: 'GET',
  path: '/api/learning/household',
  summary:
    'For each person who shares this phone, but for those with an account: the lesson to go on with and how many are finished.',
  output: v.object({
    people: v.array(
      v.object({
        profile: v.string(),
        /** Null when all are finished. */
        lesson: v.nullable(LessonCard),
        progress: v.nullable(ProgressView),
        /** Lessons, finished. */
        finished: v.number(),
      }),
    ),
  }),
});
