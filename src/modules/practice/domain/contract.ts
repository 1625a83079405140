import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { PracticeEvent } from './event.ts';
import { BothLanguages } from './plain.ts';
import type { PracticeFile } from './practice-file.ts';

const id = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,80}$/));

/** A scene or gym as a card shows it. */
export const PracticeCard = v.object({
  id: v.string(),
  kind: v.picklist(['scene', 'gym']),
  title: BothLanguages,
  summary: BothLanguages,
  competences: v.array(v.string()),
  tier: v.number(),
  minutes: v.number(),
  lessons: v.array(v.string()),
  /** Name of the unit whose own it is; null for what holds everywhere. */
  local: v.nullable(v.string()),
});
export type PracticeCard = v.InferOutput<typeof PracticeCard>;

/** Everything its page needs, so that it is played without a network. */
export const PracticeView = v.object({
  card: PracticeCard,
  /** First 16 hex digits of the SHA-256 of everything else here. */
  version: v.string(),
  /** The file as docs/content-format.md explains it. */
  file: v.looseObject({ kind: v.picklist(['scene', 'gym']) }) as unknown as v.GenericSchema<PracticeFile>,
  /** Addresses of its pictures, by file name. */
  pictures: v.record(v.string(), v.string()),
  /** Lessons that teach it. */
  lessons: v.array(v.object({ id: v.string(), title: BothLanguages })),
  /** The scene after it in the list. */
  next: v.nullable(v.object({ id: v.string(), title: BothLanguages })),
});
export type PracticeView = v.InferOutput<typeof PracticeView>;

const mode = v.picklist(['watch', 'with-me', 'alone', 'changed', 'for-real']);
export const PracticeProgress = v.object({
  scene: v.string(),
  /** The best mode that reached the goal; null before the first. */
  best: v.nullable(mode),
  /** The least help in that mode: 0 none, 1 a nudge, 2 the place was shown, 3 it was done for her. */
  help: v.nullable(v.number()),
  /** Goes that reached the goal, in any mode, or rounds of a gym. */
  done: v.number(),
  /** The last round of a gym. */
  tally: v.nullable(
    v.object({
      hits: v.number(),
      misses: v.number(),
      falseAlarms: v.number(),
      correctRejections: v.number(),
    }),
  ),
  updatedAt: v.string(),
});
export type PracticeProgress = v.InferOutput<typeof PracticeProgress>;

export const listScenes = endpoint({
  method: 'GET',
  path: '/api/practice/scenes',
  summary: 'All practice scenes and gyms that the asker has: everybody’s, and those of her units.',
  output: v.object({ scenes: v.array(PracticeCard) }),
});

export const getScene = endpoint({
  method: 'GET',
  path: '/api/practice/scenes/:scene',
  summary: 'A whole scene or gym, to be played on the phone.',
  params: v.object({ scene: id }),
  output: PracticeView,
  refusals: ['practice/scene-not-found'],
});

/** A scene as something to take along; see learning's `Pack`. */
export const ScenePack = v.object({
  scene: v.string(),
  title: BothLanguages,
  /** Lessons that it belongs to. */
  lessons: v.array(v.string()),
  version: v.string(),
  /** Bytes to bring over, compressed, without its pictures. */
  bytes: v.number(),
  files: v.array(v.object({ url: v.string(), bytes: v.number() })),
});
export type ScenePack = v.InferOutput<typeof ScenePack>;

export const listScenePacks = endpoint({
  method: 'GET',
  path: '/api/practice/packs',
  summary:
    'What can be taken along for days without a network: each scene with its version, size and pictures.',
  output: v.object({ packs: v.array(ScenePack) }),
});

export const getScenePack = endpoint({
  method: 'GET',
  path: '/api/practice/packs/:scene/:version',
  summary: 'One version of a scene; the answer of an address never changes.',
  params: v.object({ scene: id, version: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)) }),
  output: PracticeView,
  refusals: ['practice/pack-gone'],
});

export const sendPractice = endpoint({
  method: 'POST',
  path: '/api/practice/events',
  summary:
    'Takes what a learner practised, at most 100 events; the same id twice counts once. Makes an anonymous learner when nobody is signed in.',
  body: v.strictObject({ events: v.pipe(v.array(PracticeEvent), v.minLength(1), v.maxLength(100)) }),
  output: v.object({
    /** Kept now or before: the phone may forget them. */
    kept: v.array(v.string()),
    /** Never to be kept: the scene or a message of it does not exist. */
    dropped: v.array(v.string()),
    progress: v.array(PracticeProgress),
  }),
});

export const listPractice = endpoint({
  method: 'GET',
  path: '/api/practice/progress',
  summary: 'How far the learner is with each scene she tried; empty when nobody is known.',
  output: v.object({ progress: v.array(PracticeProgress) }),
});

export const askWitness = endpoint({
  method: 'POST',
  path: '/api/practice/witness',
  summary: 'A code for somebody of the staff who watches the learner do it for real; it works for two hours.',
  body: v.strictObject({ scene: id }),
  output: v.object({ code: v.string(), until: v.string() }),
  refusals: ['practice/scene-not-found', 'practice/not-for-real'],
});

/** Six letters and digits that cannot be taken for one another. */
const code = v.pipe(v.string(), v.regex(/^[a-zA-Z0-9]{6}$/));

export const readWitness = endpoint({
  method: 'GET',
  path: '/api/practice/witness/:code',
  summary: 'What the witness shall see: for mentors, teachers and officers who are signed in.',
  params: v.object({ code }),
  output: v.object({ title: BothLanguages, steps: v.array(v.string()), isConfirmed: v.boolean() }),
  refusals: ['practice/witness-only', 'practice/code-not-found'],
});

export const confirmWitness = endpoint({
  method: 'POST',
  path: '/api/practice/witness/:code',
  summary: 'Confirms having seen the learner do it on her own phone; once, however often it is sent.',
  params: v.object({ code }),
  output: v.object({ title: BothLanguages }),
  refusals: ['practice/witness-only', 'practice/code-not-found', 'practice/own-witness'],
});
