import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { tidy } from '#platform/text/fold.ts';
import { DraftContent, draftKinds } from './content.ts';
import { acts, states } from './state.ts';

const uuid = v.pipe(v.string(), v.uuid());
const unitParams = v.object({ unit: v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number)) });
const draftParams = v.object({ draft: uuid });
const ref = v.object({ id: v.number(), name: v.string() });

export const FaultView = v.object({
  /** Keys from the top of the draft, joined by dots: `steps.0.say.2`; empty for the whole. */
  at: v.string(),
  what: v.string(),
  severity: v.picklist(['error', 'warn']),
});
export type FaultView = v.InferOutput<typeof FaultView>;

const Saved = v.object({
  number: v.number(),
  at: v.string(),
  /** Null for somebody who is no longer known. */
  by: v.nullable(v.string()),
  restored: v.nullable(v.number()),
});

const kind = v.picklist(draftKinds);
export const DraftCard = v.object({
  id: v.string(),
  kind,
  /** Id of the lesson, programme or scene, as in its address. */
  lesson: v.string(),
  title: v.string(),
  replaces: v.boolean(),
  state: v.picklist(states),
  /** Whether learners get a publication of it now. */
  live: v.boolean(),
  updatedAt: v.string(),
  by: v.nullable(v.string()),
});
export type DraftCard = v.InferOutput<typeof DraftCard>;

export const DraftView = v.object({
  ...DraftCard.entries,
  unit: ref,
  version: v.number(),
  content: DraftContent,
  faults: v.array(FaultView),
  /** Addresses of its pictures, by their files. */
  pictures: v.record(v.string(), v.string()),
  /** Of a unit's wording: the shipped lesson, and whether it changed since they were compared. */
  source: v.nullable(v.object({ digest: v.string(), moved: v.boolean() })),
  /** Of a programme: the lessons it can be arranged of; of a scene: those that may teach it; `from` names the unit whose own one is. */
  lessons: v.array(
    v.object({ id: v.string(), title: v.string(), minutes: v.number(), from: v.nullable(v.string()) }),
  ),
  /** What the asker may do now. */
  may: v.array(v.picklist([...acts, 'edit'])),
  /** Newest first, at most 200. */
  versions: v.array(Saved),
  acts: v.array(
    v.object({
      act: v.picklist(acts),
      version: v.number(),
      at: v.string(),
      by: v.nullable(v.string()),
      note: v.string(),
    }),
  ),
});
export type DraftView = v.InferOutput<typeof DraftView>;

export const DraftList = v.object({
  unit: ref,
  kind,
  mayEdit: v.boolean(),
  drafts: v.array(DraftCard),
  /** What the unit may begin from: lessons that it may say in its own words, and has not begun to; scenes to copy. */
  shipped: v.array(v.object({ id: v.string(), title: v.string() })),
});
export type DraftList = v.InferOutput<typeof DraftList>;

export const listDrafts = endpoint({
  method: 'GET',
  path: '/api/authoring/units/:unit/drafts',
  summary: 'What a unit writes itself, of one kind, and what it may begin from.',
  params: unitParams,
  query: v.object({ kind: v.optional(kind, 'lesson') }),
  output: DraftList,
});

export const StartDraft = v.strictObject({
  id: uuid,
  kind: v.optional(kind, 'lesson'),
  /** Of a lesson of its own; or `replaces`, a shipped lesson to begin from. */
  title: v.optional(v.pipe(v.string(), v.transform(tidy), v.minLength(1), v.maxLength(120))),
  replaces: v.optional(v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,80}$/))),
  /** A shipped scene that a scene begins as a copy of. */
  copies: v.optional(v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,80}$/))),
  /** Text in Markdown to begin from; its first heading is the title. */
  markdown: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(60_000))),
});
export type StartDraft = v.InferOutput<typeof StartDraft>;

export const startDraft = endpoint({
  method: 'POST',
  path: '/api/authoring/units/:unit/drafts',
  summary: 'Begins a lesson: from a title, from Markdown, or from a shipped lesson.',
  params: unitParams,
  body: StartDraft,
  output: v.object({ draft: v.string() }),
  refusals: [
    'authoring/lesson-not-found',
    'authoring/scene-not-found',
    'authoring/exists-already',
    'authoring/markdown-faults',
  ],
});

export const getDraft = endpoint({
  method: 'GET',
  path: '/api/authoring/drafts/:draft',
  summary: 'A lesson that is being written: its words, faults, versions and what was decided.',
  params: draftParams,
  output: DraftView,
  refusals: ['authoring/draft-not-found'],
});

export const getVersion = endpoint({
  method: 'GET',
  path: '/api/authoring/drafts/:draft/versions/:version',
  summary: 'A lesson as it was saved once.',
  params: v.object({
    draft: uuid,
    version: v.pipe(v.string(), v.regex(/^\d{1,6}$/), v.transform(Number)),
  }),
  output: v.object({ content: DraftContent }),
  refusals: ['authoring/draft-not-found', 'authoring/version-not-found'],
});

export const SaveDraft = v.strictObject({
  id: uuid,
  /** The version that these words were made from. */
  base: v.pipe(v.number(), v.integer(), v.minValue(1)),
  content: DraftContent,
  /** The older version that is taken up again. */
  restored: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
});
export type SaveDraft = v.InferOutput<typeof SaveDraft>;

export const saveDraft = endpoint({
  method: 'PUT',
  path: '/api/authoring/drafts/:draft',
  summary: 'Saves a new version; refused when somebody else saved one since `base`.',
  params: draftParams,
  body: SaveDraft,
  output: v.object({
    version: v.number(),
    state: v.picklist(states),
    faults: v.array(FaultView),
    may: v.array(v.picklist([...acts, 'edit'])),
  }),
  refusals: ['authoring/draft-not-found', 'authoring/changed-meanwhile', 'authoring/other-kind'],
});

export const ActOnDraft = v.strictObject({
  id: uuid,
  act: v.picklist(acts),
  /** The version that the actor has before her. */
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  note: v.optional(v.pipe(v.string(), v.transform(tidy), v.maxLength(500)), ''),
});
export type ActOnDraft = v.InferOutput<typeof ActOnDraft>;

export const actOnDraft = endpoint({
  method: 'POST',
  path: '/api/authoring/drafts/:draft/acts',
  summary:
    'Asks for a review, returns, signs off, publishes or takes back. Nobody signs off what she wrote herself.',
  params: draftParams,
  body: ActOnDraft,
  output: DraftView,
  refusals: [
    'authoring/draft-not-found',
    'authoring/changed-meanwhile',
    'authoring/not-now',
    'authoring/own-work',
    'authoring/has-faults',
    'authoring/note-needed',
  ],
});

export const addPicture = endpoint({
  method: 'POST',
  path: '/api/authoring/units/:unit/pictures',
  summary:
    'Takes in a JPEG, PNG or WebP of at most 12 MiB (image/*, not JSON), made small and free of where it was taken.',
  params: unitParams,
  /** Where it will stand: beside the words of a choice it is smaller. */
  query: v.object({ place: v.optional(v.picklist(['step', 'choice']), 'step') }),
  output: v.object({
    file: v.string(),
    url: v.string(),
    width: v.number(),
    height: v.number(),
    bytes: v.number(),
  }),
  refusals: ['authoring/picture-unreadable', 'authoring/picture-kind'],
});

export const addRecording = endpoint({
  method: 'POST',
  path: '/api/authoring/units/:unit/recordings',
  summary:
    'Takes in a sentence that was recorded (audio/*, not JSON): Opus in WebM or Ogg, AAC in MP4, or MP3, of at most 60 seconds.',
  params: unitParams,
  output: v.object({ file: v.string(), url: v.string(), seconds: v.number(), bytes: v.number() }),
  refusals: ['authoring/recording-kind', 'authoring/recording-long', 'authoring/recording-large'],
});

export const getRecording = endpoint({
  method: 'GET',
  path: '/api/authoring/recordings/:file',
  summary: 'A recorded sentence, whole or in parts; the answer of an address never changes.',
  params: v.object({ file: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}\.(opus|webm|m4a|mp3)$/)) }),
  output: v.any(),
  refusals: ['authoring/recording-not-found'],
});

export const getPack = endpoint({
  method: 'GET',
  path: '/api/authoring/units/:unit/pack',
  summary: 'The lessons that a unit published, as a pack (zip) for another installation.',
  params: unitParams,
  output: v.any(),
  refusals: ['authoring/lesson-not-found'],
});

export const getPicture = endpoint({
  method: 'GET',
  path: '/api/authoring/pictures/:file',
  summary: 'A picture of a lesson; the answer of an address never changes.',
  params: v.object({ file: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}\.webp$/)) }),
  output: v.any(),
  refusals: ['authoring/picture-not-found'],
});
