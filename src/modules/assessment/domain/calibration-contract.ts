import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { concerns, recommendations } from './calibration/recommend.ts';

const UnitParam = v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number));
const ref = v.object({ id: v.number(), name: v.string() });
const Parameters = v.object({ discrimination: v.number(), difficulty: v.number(), guessing: v.number() });

export const ItemLine = v.object({
  id: v.string(),
  /** The question's words; empty for one that is no more. */
  ask: v.string(),
  answers: v.number(),
  /** Share of right answers, 0 to 1. */
  right: v.number(),
  concerns: v.array(v.picklist(concerns)),
  recommendation: v.picklist(recommendations),
});
export type ItemLine = v.InferOutput<typeof ItemLine>;

/** The last calibration of the bank. */
export const CalibrationView = v.object({
  unit: ref,
  /** Null before the first run. */
  run: v.nullable(
    v.object({
      madeAt: v.string(),
      model: v.string(),
      people: v.number(),
      answers: v.number(),
      synthetic: v.boolean(),
      converged: v.boolean(),
      /** How many items hold the new scale to the bank's; null when too few do. */
      anchors: v.nullable(v.number()),
      /** Groups that were compared, by kind: age, division, province, device, language. */
      compared: v.record(v.string(), v.array(v.string())),
      counts: v.record(v.string(), v.number()),
    }),
  ),
  items: v.array(ItemLine),
});
export type CalibrationView = v.InferOutput<typeof CalibrationView>;

export const ItemView = v.object({
  unit: ref,
  madeAt: v.string(),
  line: ItemLine,
  bank: Parameters,
  estimate: Parameters,
  /** Standard errors; null where the answers cannot tell. */
  errors: v.nullable(Parameters),
  separation: v.number(),
  fit: v.nullable(
    v.object({
      rmsd: v.number(),
      groups: v.array(
        v.object({ people: v.number(), ability: v.number(), observed: v.number(), expected: v.number() }),
      ),
    }),
  ),
  differences: v.array(
    v.object({
      by: v.string(),
      group: v.string(),
      focal: v.number(),
      reference: v.number(),
      delta: v.number(),
      error: v.number(),
      class: v.picklist(['A', 'B', 'C']),
    }),
  ),
  drift: v.nullable(
    v.object({
      alarm: v.nullable(v.object({ from: v.string(), became: v.picklist(['easier', 'harder']) })),
      periods: v.array(
        v.object({ from: v.string(), answers: v.number(), right: v.number(), expected: v.number() }),
      ),
    }),
  ),
  options: v.array(
    v.object({
      option: v.nullable(v.string()),
      text: v.string(),
      isKey: v.boolean(),
      chosen: v.number(),
      thirds: v.tuple([v.number(), v.number(), v.number()]),
      fault: v.nullable(v.picklist(['idle', 'draws-able'])),
    }),
  ),
});
export type ItemView = v.InferOutput<typeof ItemView>;

export const getCalibration = endpoint({
  method: 'GET',
  path: '/api/assessment/units/:unit/calibration',
  summary:
    'What the last calibration says about each question of the test, with a recommendation; for staff of assessment.',
  params: v.object({ unit: UnitParam }),
  output: CalibrationView,
});

export const getItemReport = endpoint({
  method: 'GET',
  path: '/api/assessment/units/:unit/calibration/items/:item',
  summary: 'All that the last calibration says about one question.',
  params: v.object({ unit: UnitParam, item: v.pipe(v.string(), v.regex(/^\d+\.\d+-\d{2}$/)) }),
  output: ItemView,
  refusals: ['assessment/no-item-report'],
});

export const getProposal = endpoint({
  method: 'GET',
  path: '/api/assessment/units/:unit/calibration/proposal.yaml',
  summary:
    'New numbers for questions whose difficulty has moved, as a YAML file to be reviewed like content.',
  params: v.object({ unit: UnitParam }),
  output: v.any(),
  refusals: ['assessment/no-item-report'],
});
