import type { Unit } from '#modules/organisations/index.ts';
import { knownNumbers } from '#modules/reporting/server.ts';
import { knownForm, today, type Asking } from './rights.ts';
import { listAnsweredBefore, type AnswerRow, type FieldRow, type RequestRow } from './requests.store.ts';

export type Known = Omit<AnswerRow, 'request_id' | 'written_at' | 'written_by'>;

/**
 * What is known of each question for each unit, so that nobody needs to be asked: counted here, reported in a report that was
 * sent, or answered to an earlier request of the same period.
 */
export async function knownValues(
  context: Asking,
  request: Pick<RequestRow, 'form_id' | 'period'>,
  fields: readonly Pick<FieldRow, 'position' | 'cell' | 'same_as'>[],
  units: readonly Unit[],
): Promise<ReadonlyMap<number, readonly Known[]>> {
  const asked = knownForm(context, request);
  const [numbers, before] = await Promise.all([
    asked && fields.some(({ cell }) => cell !== '')
      ? knownNumbers(context as never, units, asked, today(context))
      : null,
    listAnsweredBefore(
      context.db,
      units.map(({ id }) => id),
      { form: request.form_id, period: request.period, sameAs: fields.map(({ same_as }) => same_as) },
    ),
  ]);
  const answered = new Map(before.map((row) => [`${row.unit_id} ${row.same_as}`, row]));
  return new Map(
    units.map(({ id }) => [
      id,
      fields.flatMap(({ position, cell, same_as }): Known[] => {
        const number = numbers?.get(id)?.get(cell);
        if (number)
          return [
            {
              unit_id: id,
              position,
              how: number.how,
              num: number.num,
              words: '',
              source: number.source,
              source_date: number.sourceDate,
            },
          ];
        const said = answered.get(`${id} ${same_as}`);
        return said
          ? [
              {
                unit_id: id,
                position,
                how: 'asked-before',
                num: said.num,
                words: said.words,
                source: said.title,
                source_date: said.source_date,
              },
            ]
          : [];
      }),
    ]),
  );
}
