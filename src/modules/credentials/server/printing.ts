import { auditMany } from '#modules/identity/server.ts';
import { requireRole, treeOf } from '#modules/organisations/server.ts';
import type { Context } from '#platform/http/context.ts';
import { MOST_PRINTED, PRINTERS, type Printable } from '../domain/contract-printing.ts';
import { refuse } from '../domain/refusals.ts';
import type { CertificateForm } from '../domain/form.ts';
import { drawManyPdf } from './certificate/typst.ts';
import { certificateValues, placeOf } from './certificate/values.ts';
import { makeCompact } from './compact.ts';
import type { CredentialRow } from './credential.store.ts';
import { formById } from './forms.ts';
import { countByForm, listBatch, type Batch } from './printing.store.ts';
import { openCredential } from './sealed.ts';
import type { CredentialsTables } from './tables.ts';
import { toView } from './view.ts';

export interface Period {
  readonly from: string;
  readonly to: string;
}

export async function batchOf(context: Context<CredentialsTables>, unitId: number, { from, to }: Period) {
  const unit = await requireRole(context, PRINTERS, unitId);
  if (from > to) return refuse('period-reversed');
  const tree = await treeOf(context.db);
  const batch: Batch = { units: [unitId, ...tree.descendants(unitId).map(({ id }) => id)], from, to };
  return { unit, batch };
}

/** What could be printed; counts only. @throws Refusal as `requireRole`; period-reversed (422) */
export async function readPrintable(
  context: Context<CredentialsTables>,
  unitId: number,
  period: Period,
): Promise<Printable> {
  const { unit, batch } = await batchOf(context, unitId, period);
  const forms = (await countByForm(context.db, batch)).map(({ form, count }) => {
    const { title, subject } = formById(context.content(), form);
    return { form, title, subject, count };
  });
  return { unit: { id: unit.id, name: unit.name }, ...period, forms, most: MOST_PRINTED };
}

/** A certificate on its way to paper. */
export interface Sheet {
  readonly row: CredentialRow;
  readonly values: ReturnType<typeof certificateValues>;
}

/** In the order of names, as a class is called. */
export const byName = (
  one: { readonly name: string; readonly code: string },
  other: { readonly name: string; readonly code: string },
): number => one.name.localeCompare(other.name, 'vi') || (one.code < other.code ? -1 : 1);

/** What a certificate prints, its QR code signed now; undefined when its holder was erased. */
export async function makeSheet(
  context: Context<CredentialsTables>,
  form: CertificateForm,
  row: CredentialRow,
  homeUnitId: number | null,
): Promise<Sheet | undefined> {
  const sealed = await openCredential(context, row);
  if (!sealed) return undefined;
  const view = toView(context, row, sealed, false);
  const scanned = await makeCompact(context, row, sealed, 'full');
  const place = await placeOf(context, homeUnitId);
  return { row, values: certificateValues(view, form, place, scanned) };
}

/**
 * The certificates of a unit's people as one PDF, by name. The log notes for each whose it is and who printed it.
 *
 * @throws Refusal as `requireRole`; period-reversed (422); nothing-to-print (404); too-many-to-print (422)
 */
export async function printCertificates(
  context: Context<CredentialsTables>,
  unitId: number,
  { form: formId, ...period }: Period & { readonly form: string },
): Promise<Response> {
  const { batch } = await batchOf(context, unitId, period);
  const rows = await listBatch(context.db, { ...batch, form: formId, most: MOST_PRINTED + 1 });
  if (rows.length > MOST_PRINTED) return refuse('too-many-to-print');
  const form = formById(context.content(), formId);
  const sheets: Sheet[] = [];
  for (const row of rows) {
    const sheet = await makeSheet(context, form, row, row.home_unit_id);
    if (sheet) sheets.push(sheet);
  }
  if (sheets.length === 0) return refuse('nothing-to-print');
  const pdf = await drawManyPdf(
    form.template,
    sheets.sort((one, other) => byName(one.values, other.values)).map(({ values }) => values),
    context.now(),
  );
  await context.db.transaction().execute(async (tx) => {
    await auditMany(
      tx,
      sheets.map(({ row }) => ({
        context,
        note: {
          action: 'credentials.print',
          subject: { partKey: row.part_key, personId: row.person_id },
          unitId,
          detail: { credentialId: row.id },
        },
      })),
    );
  });
  return new Response(pdf, {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="giay-xac-nhan-${unitId}-${period.from}-${period.to}.pdf"`,
      'cache-control': 'private, no-store',
    },
  });
}
