import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { tidy } from '#platform/text/fold.ts';
import { CONTENT_LANGUAGES } from '#platform/text/languages.ts';
import { kinds, Part } from './course.ts';
import { packageRefusals, type PackageRefusal } from './refusals.ts';

const uuid = v.pipe(v.string(), v.uuid());
const unit = v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number));
const ref = v.object({ id: v.number(), name: v.string() });
const reasons = Object.keys(packageRefusals) as [PackageRefusal, ...PackageRefusal[]];
export const states = ['tried', 'published', 'retired'] as const;
export const acts = ['publish', 'retire', 'remove'] as const;

/** A course made elsewhere, in a list. */
export const PackageCard = v.object({
  id: v.string(),
  title: v.string(),
  kind: v.picklist(kinds),
  /** Who made it and where it comes from, in the words of the unit. */
  source: v.string(),
  unit: ref,
  parts: v.number(),
  /** Bytes of all its files. */
  bytes: v.number(),
  state: v.picklist(states),
});
export type PackageCard = v.InferOutput<typeof PackageCard>;

/** Where a learner is in a part. */
export const Place = v.object({
  part: v.string(),
  completedAt: v.nullable(v.string()),
  passed: v.nullable(v.boolean()),
  score: v.nullable(v.number()),
});
export type Place = v.InferOutput<typeof Place>;

/** What is said in a film or a sound, to be read. */
export const Transcript = v.object({
  /** BCP 47. */
  language: v.picklist(CONTENT_LANGUAGES),
  paragraphs: v.array(v.object({ from: v.number(), text: v.string() })),
});
export type Transcript = v.InferOutput<typeof Transcript>;

export const PackageView = v.object({
  ...PackageCard.entries,
  list: v.array(Part),
  /** Of a film or a sound, from its captions. */
  transcripts: v.array(Transcript),
  /** Of the asker; empty for nobody. */
  places: v.array(Place),
  /** Whether this installation can open it. */
  plays: v.boolean(),
});
export type PackageView = v.InferOutput<typeof PackageView>;

/** What its unit sees beside. */
export const DeskPackage = v.object({
  ...PackageView.entries,
  fileName: v.string(),
  files: v.number(),
  addedAt: v.string(),
  addedBy: v.nullable(v.string()),
  publishedAt: v.nullable(v.string()),
  may: v.array(v.picklist(acts)),
  /** Whether the asker may bring captions or take them away now. */
  mayCaption: v.boolean(),
});
export type DeskPackage = v.InferOutput<typeof DeskPackage>;

/** How bringing a file goes, or went. */
export const ImportView = v.object({
  id: v.string(),
  fileName: v.string(),
  state: v.picklist(['receiving', 'checking', 'done', 'refused']),
  received: v.number(),
  expected: v.number(),
  filesDone: v.number(),
  files: v.number(),
  reason: v.nullable(v.picklist(reasons)),
  place: v.string(),
  package: v.nullable(v.string()),
  begunAt: v.string(),
});
export type ImportView = v.InferOutput<typeof ImportView>;

export const listPackages = endpoint({
  method: 'GET',
  path: '/api/packages',
  summary: 'Courses made elsewhere that units published; the same for everybody.',
  output: v.object({ packages: v.array(PackageCard) }),
});

export const getPackage = endpoint({
  method: 'GET',
  path: '/api/packages/:package',
  summary: 'A published course made elsewhere, with where the asker is in it.',
  params: v.object({ package: uuid }),
  output: PackageView,
  refusals: ['packages/package-not-found'],
});

export const listUnitPackages = endpoint({
  method: 'GET',
  path: '/api/packages/units/:unit',
  summary:
    'Courses made elsewhere that a unit took in, and files that are being brought or were refused since yesterday.',
  params: v.object({ unit }),
  output: v.object({
    unit: ref,
    mayImport: v.boolean(),
    packages: v.array(PackageCard),
    imports: v.array(ImportView),
  }),
});

export const getUnitPackage = endpoint({
  method: 'GET',
  path: '/api/packages/:package/desk',
  summary: 'A course made elsewhere, as the unit that took it in sees it.',
  params: v.object({ package: uuid }),
  output: DeskPackage,
  refusals: ['packages/package-not-found'],
});

export const importPackage = endpoint({
  method: 'POST',
  path: '/api/packages/units/:unit/imports/:import',
  summary:
    'Takes in SCORM 1.2 or 2004, H5P, or a recording (multipart/form-data: source, file; at most 512 MiB). All or nothing; the same id again tells how it ended.',
  params: v.object({ unit, import: uuid }),
  /** Where a form without a script goes on. */
  query: v.object({ returnTo: v.optional(v.pipe(v.string(), v.regex(/^\/ban-lam-viec\/[\w/-]{1,100}$/))) }),
  output: ImportView,
  refusals: ['packages/not-now', ...reasons.map((one) => `packages/${one}`)],
});

export const getImport = endpoint({
  method: 'GET',
  path: '/api/packages/imports/:import',
  summary: 'How bringing a file goes: bytes that came in, files that were unpacked, or why it was refused.',
  params: v.object({ import: uuid }),
  output: ImportView,
  refusals: ['packages/import-not-found'],
});

export const ActOnPackage = v.strictObject({
  act: v.picklist(acts),
  title: v.optional(v.pipe(v.string(), v.transform(tidy), v.minLength(1), v.maxLength(160))),
  source: v.optional(v.pipe(v.string(), v.transform(tidy), v.minLength(1), v.maxLength(300))),
});
export type ActOnPackage = v.InferOutput<typeof ActOnPackage>;

export const actOnPackage = endpoint({
  method: 'POST',
  path: '/api/packages/:package/acts',
  summary:
    'Publishes a course made elsewhere (another person than who brought it), takes it back, or removes one that was never published.',
  params: v.object({ package: uuid }),
  body: ActOnPackage,
  output: v.object({ state: v.nullable(v.picklist(states)) }),
  refusals: [
    'packages/package-not-found',
    'packages/not-now',
    'packages/own-work',
    'packages/player-missing',
  ],
});

const captionsParams = v.object({ package: uuid, language: v.picklist(CONTENT_LANGUAGES) });

export const changeCaptions = endpoint({
  method: 'PUT',
  path: '/api/packages/:package/captions/:language',
  summary:
    'Takes in the captions (WebVTT) of a film or a sound that is not before learners, in place of those it has in this language.',
  params: captionsParams,
  body: v.strictObject({ text: v.pipe(v.string(), v.minLength(1), v.maxLength(500_000)) }),
  output: v.object({
    cues: v.number(),
    /** When the last one ends. */
    seconds: v.number(),
  }),
  refusals: [
    'packages/package-not-found',
    'packages/captions-faulty',
    'packages/captions-not-here',
    'packages/not-now',
  ],
});

export const removeCaptions = endpoint({
  method: 'DELETE',
  path: '/api/packages/:package/captions/:language',
  summary: 'Takes the captions of a film or a sound away in one language.',
  params: captionsParams,
  output: v.object({}),
  refusals: ['packages/package-not-found', 'packages/captions-not-here', 'packages/not-now'],
});

export const startViewing = endpoint({
  method: 'POST',
  path: '/api/packages/:package/viewings',
  summary:
    'The address of the player for this viewing, on an origin of its own, and what the parts kept of the asker.',
  params: v.object({ package: uuid }),
  output: v.object({
    /** Unguessable, and ends after some hours. */
    src: v.string(),
    origin: v.string(),
    /** What each part asked to be kept, JSON, by its id. */
    kept: v.record(v.string(), v.string()),
    /** A trial by staff before publishing: nothing of it is kept. */
    trial: v.boolean(),
  }),
  refusals: ['packages/package-not-found', 'packages/player-missing'],
});

/** What a part told, made on the learner's device: the id comes from there, so that sending it twice counts once. */
export const Report = v.strictObject({
  id: uuid,
  package: uuid,
  part: v.pipe(v.string(), v.maxLength(130)),
  at: v.pipe(v.string(), v.isoTimestamp()),
  completed: v.boolean(),
  passed: v.nullable(v.boolean()),
  score: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(100))),
  seconds: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(86_400)),
  kept: v.pipe(v.string(), v.maxLength(200_000)),
});
export type Report = v.InferOutput<typeof Report>;

export const sendReports = endpoint({
  method: 'POST',
  path: '/api/packages/reports',
  summary:
    'Takes what parts told of a learner: activity, never an assessment. The same id twice counts once; makes an anonymous learner when nobody is signed in.',
  body: v.strictObject({ events: v.pipe(v.array(Report), v.minLength(1), v.maxLength(20)) }),
  output: v.object({ kept: v.array(v.string()), dropped: v.array(v.string()) }),
});
