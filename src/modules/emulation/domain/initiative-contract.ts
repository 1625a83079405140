// Initiatives of units, and where they were taken up.
import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { day, lines, slug, someLines, someWords, unitParams, uuid } from '#platform/text/inputs.ts';
import { NumberText } from '#platform/text/number-text.ts';
import { initiativeActs, initiativeStates, outcomes } from './initiative.ts';

const staff = ['organisations/sign-in-first', 'organisations/not-found'];
const ref = v.object({ id: v.number(), name: v.string() });
const both = v.object({ vi: v.string(), en: v.string() });
const params = v.strictObject({ unit: NumberText, initiative: uuid });
const Step = v.object({ title: v.string(), days: v.nullable(v.number()) });
export const MOST_STEPS = 12;

export const InitiativeLine = v.object({
  id: v.string(),
  unit: ref,
  title: v.string(),
  problem: v.string(),
  state: v.picklist(initiativeStates),
  replications: v.number(),
  /** Of those that told how it went. */
  worked: v.number(),
  told: v.number(),
});
export type InitiativeLine = v.InferOutput<typeof InitiativeLine>;
export const Library = v.object({
  unit: ref,
  asked: v.string(),
  mayWrite: v.boolean(),
  own: v.array(InitiativeLine),
  toReview: v.array(InitiativeLine),
  found: v.array(InitiativeLine),
  cutShort: v.boolean(),
});
export type Library = v.InferOutput<typeof Library>;

export const getLibrary = endpoint({
  method: 'GET',
  path: '/api/emulation/units/:unit/initiatives',
  summary:
    'The library of published initiatives, found by words without diacritics; a unit’s own, and those it has to review.',
  params: unitParams,
  query: v.strictObject({ q: v.optional(v.pipe(v.string(), v.maxLength(200))) }),
  output: Library,
  refusals: staff,
});

export const InitiativeView = v.object({
  id: v.string(),
  unit: ref,
  title: v.string(),
  problem: v.string(),
  steps: v.array(Step),
  /** Whole đồng. */
  cost: v.nullable(v.number()),
  result: v.string(),
  state: v.picklist(initiativeStates),
  comment: v.string(),
  /** Numbers of the unit that show the result, from its ledger; null where it holds none. */
  period: v.nullable(v.object({ form: v.string(), key: v.string(), words: v.string() })),
  numbers: v.array(
    v.object({
      code: v.string(),
      label: both,
      num: v.nullable(v.number()),
      den: v.nullable(v.number()),
      source: v.string(),
    }),
  ),
  replications: v.array(
    v.object({
      id: v.string(),
      unit: ref,
      begunAt: v.string(),
      worked: v.nullable(v.picklist(outcomes)),
      words: v.string(),
      tasks: v.array(v.string()),
    }),
  ),
  may: v.array(v.picklist(initiativeActs)),
  mayChange: v.boolean(),
  mayTakeUp: v.boolean(),
});
export type InitiativeView = v.InferOutput<typeof InitiativeView>;

export const getInitiative = endpoint({
  method: 'GET',
  path: '/api/emulation/units/:unit/initiatives/:initiative',
  summary: 'An initiative as a unit sees it: published, its own, or to be reviewed by it.',
  params,
  output: InitiativeView,
  refusals: [...staff, 'emulation/initiative-not-found'],
});

export const getInitiativeForm = endpoint({
  method: 'GET',
  path: '/api/emulation/units/:unit/initiative-form',
  summary: 'The periods and numbers that an initiative of a unit may point to.',
  params: unitParams,
  output: v.object({
    unit: ref,
    periods: v.array(v.object({ form: v.string(), key: v.string(), words: v.string() })),
    cells: v.array(v.object({ code: v.string(), label: both })),
  }),
  refusals: staff,
});

export const WriteInitiative = v.strictObject({
  title: someWords(200),
  problem: someLines(3000),
  steps: v.pipe(
    v.array(
      v.strictObject({
        title: someWords(300),
        days: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(730))),
      }),
    ),
    v.minLength(1),
    v.maxLength(MOST_STEPS),
  ),
  /** Đồng as it was typed; empty where nothing is said. */
  cost: v.pipe(v.string(), v.maxLength(40)),
  result: someLines(3000),
  numbers: v.nullable(
    v.strictObject({
      form: slug,
      period: v.pipe(v.string(), v.maxLength(20)),
      cells: v.pipe(v.array(slug), v.minLength(1), v.maxLength(8)),
    }),
  ),
});
export type WriteInitiative = v.InferOutput<typeof WriteInitiative>;
const Standing = v.object({ state: v.picklist(initiativeStates) });
export const writeInitiative = endpoint({
  method: 'PUT',
  path: '/api/emulation/units/:unit/initiatives/:initiative',
  summary:
    'Writes an initiative of a unit, or changes it until it is submitted. The id is made by the writer.',
  params,
  body: WriteInitiative,
  output: Standing,
  refusals: [
    ...staff,
    'emulation/unit-writes',
    'emulation/initiative-not-found',
    'emulation/not-now',
    'emulation/number-faults',
    'emulation/unknown-cell',
  ],
});

export const stepInitiative = endpoint({
  method: 'POST',
  path: '/api/emulation/units/:unit/initiatives/:initiative/steps',
  summary:
    'The unit submits, the unit above gives back with words or publishes. Done again it changes nothing.',
  params,
  body: v.strictObject({ act: v.picklist(initiativeActs), words: lines(2000) }),
  output: Standing,
  refusals: [
    ...staff,
    'emulation/initiative-not-found',
    'emulation/unit-writes',
    'emulation/above-reviews',
    'emulation/leader-decides',
    'emulation/not-now',
    'emulation/words-needed',
  ],
});

const replication = v.strictObject({ ...params.entries, replication: uuid });
export const takeUp = endpoint({
  method: 'PUT',
  path: '/api/emulation/units/:unit/initiatives/:initiative/replications/:replication',
  summary: 'A unit takes up an initiative: its steps become tasks of the unit, dated from a day. Once.',
  params: replication,
  body: v.strictObject({ from: day }),
  output: v.object({ tasks: v.array(v.string()) }),
  refusals: [
    ...staff,
    'emulation/unit-writes',
    'emulation/initiative-not-found',
    'emulation/own-initiative',
    'emulation/taken-up-already',
  ],
});
export const tellOutcome = endpoint({
  method: 'POST',
  path: '/api/emulation/units/:unit/initiatives/:initiative/replications/:replication/outcome',
  summary: 'A unit that took an initiative up tells how it went; the last word holds.',
  params: replication,
  body: v.strictObject({ worked: v.picklist(outcomes), words: lines(2000) }),
  output: v.object({ worked: v.picklist(outcomes) }),
  refusals: [...staff, 'emulation/unit-writes', 'emulation/initiative-not-found', 'emulation/words-needed'],
});
