import { entriesOf } from '#platform/content/release.ts';
import type { Services } from '#platform/http/context.ts';
import { type CalibrationReport, reportingBank } from '../domain/calibration/calibration-report.ts';
import type { Model } from '../domain/calibration/calibrate.ts';
import { itemKind } from './bundle.ts';
import { insertCalibration } from './calibration.store.ts';
import { gatherSittings } from './gather-sittings.ts';
import type { AssessmentTables } from './tables.ts';

export interface Calibrated {
  readonly id: string;
  readonly report: CalibrationReport;
  readonly synthetic: boolean;
}

/**
 * Calibrates the bank on the answers that may be used, and keeps the report. The bank itself does not change.
 *
 * @throws Error when there are no answers
 */
export async function calibrateBank(
  services: Services<AssessmentTables>,
  model: Model,
  say: (line: string) => void,
): Promise<Calibrated> {
  const items = entriesOf(services.content(), itemKind).flatMap(({ value }) => value.items);
  const { sittings, synthetic, outdated } = await gatherSittings(services, items, say);
  if (sittings.length === 0)
    throw new Error('there are no answers that may be used: nobody who took a test agreed to research');
  say(`${sittings.length} tests; ${outdated} answers to questions that have changed are left out.`);
  const work = reportingBank(
    items.map((item) => ({
      id: item.id,
      parameters: {
        discrimination: item.discrimination,
        difficulty: item.difficulty,
        guessing: item.guessing,
      },
      ...(item.type === 'single'
        ? {
            choices: {
              options: item.options.map(({ id }) => id),
              key: item.options.find(({ right }) => right)!.id,
            },
          }
        : {}),
    })),
    sittings,
    model,
  );
  let step = work.next();
  for (; !step.done; step = work.next()) {
    const at = step.value;
    if ('stage' in at) say(`comparing groups: ${at.by}`);
    else if (at.round % 5 === 0) say(`round ${at.round}: longest move ${at.change.toFixed(4)} logit`);
    // Others get their turn.
    await new Promise((done) => setImmediate(done));
  }
  const id = services.newId();
  const { people, answers } = step.value;
  await insertCalibration(services.db, {
    id,
    made_at: services.now(),
    people,
    answers,
    synthetic,
    report: step.value,
  });
  return { id, report: step.value, synthetic };
}
