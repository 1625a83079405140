import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { CONTENT_LANGUAGES } from '#platform/text/languages.ts';

const id = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,80}$/));
const file = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,100}\.[a-z0-9]{3,4}$/));

/** What it is written in; left out: the reader's language where it is there, else Vietnamese. */
const inLanguage = v.object({ language: v.optional(v.picklist(CONTENT_LANGUAGES)) });

/** What can be taken from a lesson. */
export const materialForms = ['card', 'guide', 'slides', 'speaker', 'speaker-text'] as const;
export type MaterialForm = (typeof materialForms)[number];

export const MaterialFile = v.object({
  form: v.picklist(materialForms),
  /** Its name at `/api/learning/materials/lessons/:lesson/:file`. */
  file: v.string(),
  type: v.picklist(['PDF', 'TXT']),
  bytes: v.number(),
});
export type MaterialFile = v.InferOutput<typeof MaterialFile>;

export const LessonMaterials = v.object({
  /** What they are written in, step by step where all of a step is there, else in Vietnamese. */
  language: v.picklist(CONTENT_LANGUAGES),
  /** In which they can be had. */
  languages: v.array(v.picklist(CONTENT_LANGUAGES)),
  /** Some Vietnamese words have changed since they were translated; it stands on the paper too. */
  outdated: v.boolean(),
  /** Steps that stand in Vietnamese for want of a translation. */
  missing: v.number(),
  files: v.array(MaterialFile),
  /** To give the whole lesson to a room, in halves. */
  guideMinutes: v.number(),
  /** To read the loudspeaker script, in halves. */
  speakerMinutes: v.number(),
  /** Too little of the lesson works by ear: the script only invites. */
  speakerOnlyInvites: v.boolean(),
});
export type LessonMaterials = v.InferOutput<typeof LessonMaterials>;

export const listMaterials = endpoint({
  method: 'GET',
  path: '/api/learning/materials/lessons/:lesson',
  summary:
    'What can be taken from a lesson: step card, teacher’s edition, slides, loudspeaker script, with sizes.',
  params: v.object({ lesson: id }),
  query: inLanguage,
  output: LessonMaterials,
  refusals: ['learning/lesson-not-found'],
});

export const getMaterial = endpoint({
  method: 'GET',
  path: '/api/learning/materials/lessons/:lesson/:file',
  summary: 'One of them, as PDF or text.',
  params: v.object({ lesson: id, file }),
  query: inLanguage,
  output: v.any(),
  refusals: ['learning/lesson-not-found', 'learning/material-not-found'],
});

export const describeBook = endpoint({
  method: 'GET',
  path: '/api/learning/materials/programmes/:programme',
  summary: 'The e-book of a programme: its name and size.',
  params: v.object({ programme: id }),
  query: inLanguage,
  output: v.object({ file: v.string(), bytes: v.number(), language: v.picklist(CONTENT_LANGUAGES) }),
  refusals: ['learning/programme-not-found'],
});

export const getBook = endpoint({
  method: 'GET',
  path: '/api/learning/materials/programmes/:programme/:file',
  summary: 'A programme as an EPUB 3 book.',
  params: v.object({ programme: id, file }),
  query: inLanguage,
  output: v.any(),
  refusals: ['learning/programme-not-found', 'learning/material-not-found'],
});
