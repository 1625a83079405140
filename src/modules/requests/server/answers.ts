import { treeOf, worksAt } from '#modules/organisations/server.ts';
import type { Tx } from '#platform/database/connect.ts';
import { tableFile } from '#platform/http/table-file.ts';
import { readNumber } from '#platform/text/number-entry.ts';
import { sayNumberFault } from '#platform/text/number-fault-words.ts';
import type { WriteAnswers } from '../domain/contract.ts';
import { refuse } from '../domain/refusals.ts';
import { mayWrite } from '../domain/request.ts';
import { listAnswers, listFields, lockRequest, replaceAnswers, type AnswerRow } from './requests.store.ts';
import { personOf, seenRequest, today, workerAt, WORKERS, type Asking } from './rights.ts';
import type { RequestsTables } from './tables.ts';
import { valuesOf } from './read-request.ts';

/**
 * Writes what a unit says to the questions that are open; what is known already is left as it is.
 *
 * @throws Refusal organisations/…, requests/request-not-found, unit-asks, not-now, number-faults
 */
export async function writeAnswers(
  context: Asking,
  params: { unit: number; request: string },
  { values }: WriteAnswers,
): Promise<{ written: number }> {
  const unit = await workerAt(context, params.unit);
  return context.db.transaction().execute(async (tx: Tx<RequestsTables>) => {
    await lockRequest(tx, params.request);
    const { request, parts, as } = await seenRequest(context, unit.id, params.request, tx);
    if (as !== 'unit' || !worksAt(context, WORKERS, unit.id)) refuse('unit-asks');
    if (!mayWrite(request.state, parts[0]!.state)) refuse('not-now');
    const known = new Set(
      (await listAnswers(tx, [request.id], unit.id)).flatMap(({ how, position }) =>
        how === 'unit' ? [] : [position],
      ),
    );
    const fields = new Map(
      (await listFields(tx, [request.id]))
        .filter(({ position }) => !known.has(position))
        .map((field) => [field.position, field]),
    );
    const faults: { at: string; what: string }[] = [];
    const rows = values.flatMap(({ position, typed }): AnswerRow[] => {
      const field = fields.get(position);
      if (!field || typed === '') return [];
      const number = field.kind === 'number' ? readNumber(typed, field.decimals) : null;
      if (number?.kind === 'fault') {
        const what = sayNumberFault(context.language, number.fault, typed);
        faults.push({ at: `value.${position}`, what: `${field.label}: ${what}` });
        return [];
      }
      return [
        {
          request_id: request.id,
          unit_id: unit.id,
          position,
          how: 'unit',
          num: number?.kind === 'number' ? number.value : null,
          words: field.kind === 'text' ? typed : '',
          source: '',
          source_date: today(context),
          written_at: context.now(),
          written_by: personOf(context),
        },
      ];
    });
    if (faults.length > 0) refuse('number-faults', { faults });
    const positions = values.map(({ position }) => position).filter((one) => fields.has(one));
    await replaceAnswers(tx, request.id, unit.id, positions, rows);
    return { written: rows.length };
  });
}

/** A line for each unit, a column for each question. @throws Refusal organisations/…, requests/request-not-found */
export async function answersFile(
  context: Asking,
  params: { unit: number; request: string },
  as: 'csv' | 'xlsx',
): Promise<Response> {
  const seen = await seenRequest(context, params.unit, params.request);
  const fields = await listFields(context.db, [seen.request.id]);
  const values = await valuesOf(context, seen, fields);
  const tree = await treeOf(context.db);
  const lines = seen.parts.map(({ unit_id }) => {
    const unit = tree.find(unit_id);
    const own = values.get(unit_id) ?? [];
    return [
      unit?.code ?? '',
      unit?.name ?? '',
      ...fields.map(({ position }) => {
        const value = own.find((one) => one.position === position);
        return value ? (value.num ?? value.words) : null;
      }),
    ];
  });
  const head = [
    'mã',
    'đơn vị',
    ...fields.map(({ label, unit_words }) => (unit_words ? `${label} (${unit_words})` : label)),
  ];
  return tableFile(`yeu-cau-${seen.request.period}-${seen.unit.code || seen.unit.id}`, as, [head, ...lines]);
}
