import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { tidy } from '#platform/text/fold.ts';
import { CHANNELS, omissions, reasons } from './exchange/exchanged.ts';
import { formats } from './exchange/formats.ts';
import { itemActs } from './exchange/steps.ts';
import { recommendations } from './calibration/recommend.ts';
import { ITEM_STATES } from './register.ts';

const unit = v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number));
const uuid = v.pipe(v.string(), v.uuid());
const unitParams = v.object({ unit });
export const UNIT_ITEM = /^\d+\.\d+-u[0-9a-z]{8}$/;
const itemParams = v.object({ unit, item: v.pipe(v.string(), v.regex(UNIT_ITEM)) });
const importParams = v.object({ unit, import: uuid });
const ref = v.object({ id: v.number(), name: v.string() });

const words = v.pipe(v.string(), v.maxLength(2_000));
const orNull = (least: number, most: number) =>
  v.nullable(v.pipe(v.number(), v.minValue(least), v.maxValue(most)));
const Competence = v.pipe(v.string(), v.regex(/^\d+\.\d+$/));
const Facts = v.strictObject({
  competence: v.nullable(Competence),
  tier: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(8))),
  difficulty: orNull(-3, 3),
  discrimination: orNull(0.5, 2.5),
  guessing: orNull(0, 0.35),
});
const Options = v.pipe(v.array(v.strictObject({ text: words, right: v.boolean() })), v.maxLength(12));
const Content = v.variant('type', [
  v.strictObject({ type: v.literal('single'), options: Options }),
  v.strictObject({ type: v.literal('multiple'), options: Options }),
  v.strictObject({ type: v.literal('order'), sequence: v.pipe(v.array(words), v.maxLength(12)) }),
  v.strictObject({
    type: v.literal('match'),
    pairs: v.pipe(v.array(v.strictObject({ left: words, right: words })), v.maxLength(12)),
  }),
  v.strictObject({
    type: v.literal('spot'),
    channel: v.picklist(CHANNELS),
    from: words,
    parts: v.pipe(v.array(v.strictObject({ text: words, trap: v.boolean(), note: words })), v.maxLength(12)),
  }),
]);
/** A question as it is exchanged: see exchange/exchanged.ts. */
export const ExchangedBody = v.strictObject({
  name: v.pipe(v.string(), v.maxLength(200)),
  ask: words,
  why: words,
  facts: Facts,
  content: Content,
});
export type ExchangedBody = v.InferOutput<typeof ExchangedBody>;

const Place = v.object({
  file: v.optional(v.string()),
  line: v.optional(v.number()),
  question: v.optional(v.number()),
  name: v.optional(v.string()),
});
const types = ['single', 'multiple', 'order', 'match', 'spot'] as const;
const Stood = v.object({
  /** Answers that the last calibration read; 0 before it. */
  answers: v.number(),
  /** Share of right ones, 0 to 1; null without answers. */
  right: v.nullable(v.number()),
  difficulty: v.nullable(v.number()),
  recommendation: v.nullable(v.picklist(recommendations)),
  /** How many answers a judgement takes. */
  needed: v.number(),
});

export const UnitItemLine = v.object({
  id: v.string(),
  ask: v.string(),
  type: v.picklist(types),
  competence: v.string(),
  tier: v.number(),
  state: v.picklist(ITEM_STATES),
  /** Faults that keep it from review. */
  faults: v.number(),
  answers: v.number(),
  updatedAt: v.string(),
});
export type UnitItemLine = v.InferOutput<typeof UnitItemLine>;

export const UnitItemList = v.object({
  unit: ref,
  mayEdit: v.boolean(),
  counts: v.record(v.string(), v.number()),
  items: v.array(UnitItemLine),
  competences: v.array(v.object({ code: v.string(), title: v.string() })),
});
export type UnitItemList = v.InferOutput<typeof UnitItemList>;

export const UnitItemView = v.object({
  unit: ref,
  id: v.string(),
  state: v.picklist(ITEM_STATES),
  version: v.number(),
  item: ExchangedBody,
  place: Place,
  file: v.string(),
  /** What has to be put right before a review, and what somebody should look at. */
  faults: v.array(v.object({ what: v.string(), severity: v.picklist(['error', 'warn']) })),
  stood: Stood,
  may: v.array(v.picklist([...itemActs, 'edit'])),
  moves: v.array(v.object({ act: v.picklist(itemActs), at: v.string(), why: v.string() })),
  competences: v.array(v.object({ code: v.string(), title: v.string() })),
});
export type UnitItemView = v.InferOutput<typeof UnitItemView>;

export const ItemImportView = v.object({
  unit: ref,
  id: v.string(),
  name: v.string(),
  format: v.picklist(formats),
  /** Null before it was confirmed. */
  done: v.nullable(v.object({ at: v.string(), added: v.number(), known: v.number() })),
  taken: v.array(
    v.object({
      place: Place,
      ask: v.string(),
      type: v.picklist(types),
      competence: v.string(),
      tier: v.number(),
      left: v.array(v.picklist(omissions)),
      /** What has to be put right once it is a draft. */
      faults: v.number(),
    }),
  ),
  refused: v.array(v.object({ place: Place, reason: v.picklist(reasons), detail: v.string() })),
});
export type ItemImportView = v.InferOutput<typeof ItemImportView>;

export const listUnitItems = endpoint({
  method: 'GET',
  path: '/api/assessment/units/:unit/items',
  summary: "A unit's own questions and where each stands; for its officers of assessment.",
  params: unitParams,
  output: UnitItemList,
});

export const lookAtItems = endpoint({
  method: 'PUT',
  path: '/api/assessment/units/:unit/item-imports/:import',
  summary: `Looks at a file of questions (${formats.join(', ')}; the bytes are the body) and tells what can be taken; nothing is taken yet.`,
  params: importParams,
  query: v.object({
    name: v.pipe(v.string(), v.transform(tidy), v.minLength(1), v.maxLength(120)),
    /** Of questions whose file names none. */
    competence: Competence,
    tier: v.pipe(v.string(), v.regex(/^[1-8]$/), v.transform(Number)),
  }),
  output: v.object({ id: v.string() }),
  refusals: [
    'assessment/file-too-large',
    'assessment/file-not-text',
    'assessment/file-unknown-format',
    'assessment/file-nothing-in-it',
    'assessment/file-declares-entities',
    'assessment/file-not-well-formed',
    'assessment/file-archive-bomb',
    'assessment/import-settled',
    'assessment/competence-unknown',
  ],
});

export const getItemImport = endpoint({
  method: 'GET',
  path: '/api/assessment/units/:unit/item-imports/:import',
  summary: 'What was found in a file of questions: what can be taken, what not, where and why.',
  params: importParams,
  output: ItemImportView,
  refusals: ['assessment/import-not-found'],
});

export const confirmItems = endpoint({
  method: 'POST',
  path: '/api/assessment/units/:unit/item-imports/:import/confirm',
  summary: 'Takes what was found as drafts, all or none; a question that is there already stays as it is.',
  params: importParams,
  body: v.strictObject({}),
  output: v.object({ added: v.number(), known: v.number() }),
  refusals: ['assessment/import-not-found'],
});

export const getUnitItem = endpoint({
  method: 'GET',
  path: '/api/assessment/units/:unit/items/:item',
  summary: "One of a unit's own questions: its words, faults, what answers say, what was done with it.",
  params: itemParams,
  output: UnitItemView,
  refusals: ['assessment/item-not-found'],
});

export const SaveUnitItem = v.strictObject({
  id: uuid,
  /** The version that these words were made from. */
  base: v.pipe(v.number(), v.integer(), v.minValue(1)),
  item: ExchangedBody,
});
export type SaveUnitItem = v.InferOutput<typeof SaveUnitItem>;

export const saveUnitItem = endpoint({
  method: 'PUT',
  path: '/api/assessment/units/:unit/items/:item',
  summary: 'Saves other words of a draft; refused when somebody else saved since `base`.',
  params: itemParams,
  body: SaveUnitItem,
  output: v.object({ version: v.number() }),
  refusals: [
    'assessment/item-not-found',
    'assessment/item-not-draft',
    'assessment/item-changed-meanwhile',
    'assessment/item-broken',
  ],
});

export const ActOnUnitItem = v.strictObject({
  id: uuid,
  act: v.picklist(itemActs),
  why: v.pipe(v.string(), v.transform(tidy), v.maxLength(300)),
});
export type ActOnUnitItem = v.InferOutput<typeof ActOnUnitItem>;

export const actOnUnitItem = endpoint({
  method: 'POST',
  path: '/api/assessment/units/:unit/items/:item/acts',
  summary: 'Moves a question on: to review, back, to trial, into the scored test, out of use.',
  params: itemParams,
  body: ActOnUnitItem,
  output: v.object({ state: v.picklist(ITEM_STATES) }),
  refusals: [
    'assessment/item-not-found',
    'assessment/item-not-now',
    'assessment/item-has-faults',
    'assessment/item-own-work',
    'assessment/item-not-calibrated',
    'assessment/reason-needed',
  ],
});

export const exportUnitItems = endpoint({
  method: 'GET',
  path: '/api/assessment/units/:unit/item-export/:format',
  summary: "A unit's own questions as a file for another program; `items` chooses them, joined by commas.",
  params: v.object({ unit, format: v.picklist(formats) }),
  query: v.object({
    items: v.optional(v.union([v.array(v.string()), v.pipe(v.string(), v.maxLength(20_000))])),
  }),
  output: v.any(),
  refusals: ['assessment/item-not-found'],
});
