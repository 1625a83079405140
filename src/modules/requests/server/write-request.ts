import { workingDaysOf } from '#modules/movement/server.ts';
import type { Unit } from '#modules/organisations/index.ts';
import { requireRole } from '#modules/organisations/server.ts';
import { knownForms, knownNumbers, type KnownForm } from '#modules/reporting/server.ts';
import type { Tx } from '#platform/database/connect.ts';
import type { Askable, AskRequest } from '../domain/contract.ts';
import { sameAs } from '../domain/plan.ts';
import { refuse } from '../domain/refusals.ts';
import { policyOf } from './content.ts';
import { lockRequest, replaceDraft, type FieldRow } from './requests.store.ts';
import { askedUnits, knownForm, personOf, READERS, today, workerAt, type Asking } from './rights.ts';
import type { RequestsTables } from './tables.ts';

/** The first day that may be asked for. */
export const earliestDue = (context: Asking): string =>
  workingDaysOf(context.content()).after(today(context), policyOf(context.content()).least_working_days);

/**
 * What may be asked. Of one form and period it is counted for how many units each number is known: of the one that is asked
 * for, else the newest whose data are closed.
 *
 * @throws Refusal organisations/…, requests/nobody-below, requests/unknown-cell for a form or period that is not there
 */
export async function readAskable(
  context: Asking,
  unitId: number,
  chosen: { form?: string | undefined; period?: string | undefined },
): Promise<Askable> {
  const unit = await requireRole(context, READERS, unitId);
  const forms: { known: KnownForm; units: readonly Unit[] }[] = [];
  for (const known of knownForms(context.content(), today(context))) {
    const units = await askedUnits(context, unit, known);
    if (units.length > 0) forms.push({ known, units });
  }
  const one =
    chosen.form === undefined
      ? (forms.find(({ known }) => known.period.cutOff < today(context)) ?? forms[0])
      : forms.find(({ known }) => known.form.id === chosen.form && known.period.key === chosen.period);
  if (!one) return refuse(forms.length === 0 ? 'nobody-below' : 'unknown-cell');
  const numbers = await knownNumbers(context as never, one.units, one.known, today(context));
  const policy = policyOf(context.content());
  return {
    unit: { id: unit.id, name: unit.name },
    units: one.units.map(({ id, name }) => ({ id, name })),
    forms: [one, ...forms.filter((other) => other !== one)].map(
      ({ known: { form, period, words } }, index) => ({
        form: form.id,
        title: form.title,
        period: period.key,
        words,
        cells:
          index > 0
            ? []
            : form.cells.map(({ code, label, unit: counted }) => ({
                code,
                label,
                unit: counted,
                known: [...numbers.values()].filter((of) => of.has(code)).length,
              })),
      }),
    ),
    earliest: earliestDue(context),
    leastDays: policy.least_working_days,
    kindsSource: policy.kinds_source,
  };
}

/** The questions in their order: cells of the form, then the asker's own. */
function fieldsOf(id: string, { cells, questions }: AskRequest, { form }: KnownForm): FieldRow[] {
  const codes = new Map(form.cells.map((cell) => [cell.code, cell]));
  const asked = [
    ...cells.map((code) => {
      const cell = codes.get(code) ?? refuse('unknown-cell');
      const { label, unit, decimals } = cell;
      return { cell: code, label: label.vi, unit_words: unit.vi, kind: 'number' as const, decimals };
    }),
    ...questions.map(({ label, unit, kind }) => ({
      cell: '',
      label,
      unit_words: kind === 'number' ? unit : '',
      kind,
      decimals: 2,
    })),
  ].map((field) => ({ ...field, same_as: sameAs(field.cell, field.label) }));
  if (asked.length === 0) refuse('nothing-asked');
  if (new Set(asked.map(({ same_as }) => same_as)).size < asked.length) refuse('asked-twice');
  return asked.map((field, position) => ({ request_id: id, position, ...field }));
}

/**
 * Writes a draft or changes it; the same again changes nothing.
 *
 * @throws Refusal organisations/…, requests/unit-asks, nobody-below, not-below, nothing-asked, asked-twice, unknown-cell,
 *   due-too-soon, sent-already, request-not-found for an id of another unit
 */
export async function putRequest(
  context: Asking,
  params: { unit: number; request: string },
  given: AskRequest,
): Promise<{ state: 'draft' }> {
  const unit = await workerAt(context, params.unit);
  const form = knownForm(context, { form_id: given.form, period: given.period }) ?? refuse('unknown-cell');
  const below = await askedUnits(context, unit, form);
  if (below.length === 0) refuse('nobody-below');
  const chosen = given.units.length === 0 ? below.map(({ id }) => id) : [...new Set(given.units)];
  if (chosen.some((id) => !below.some((one) => one.id === id))) refuse('not-below');
  const fields = fieldsOf(params.request, given, form);
  if (given.dueOn < earliestDue(context)) refuse('due-too-soon', { earliest: earliestDue(context) });
  return context.db.transaction().execute(async (tx: Tx<RequestsTables>) => {
    const before = await lockRequest(tx, params.request);
    if (before && before.unit_id !== unit.id) refuse('request-not-found');
    if (before && before.state !== 'draft') refuse('sent-already');
    await replaceDraft(
      tx,
      {
        id: params.request,
        unit_id: unit.id,
        kind: given.kind,
        title: given.title,
        reason: given.reason,
        basis: given.basis,
        due_on: given.dueOn,
        minutes: given.minutes,
        form_id: given.form,
        period: given.period,
        state: 'draft',
        created_at: before?.created_at ?? context.now(),
        created_by: before?.created_by ?? personOf(context),
        sent_at: null,
        closed_at: null,
      },
      fields,
      chosen,
    );
    return { state: 'draft' as const };
  });
}
