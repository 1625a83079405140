import { readProfile } from '#modules/identity/server.ts';
import type { Context } from '#platform/http/context.ts';
import type { QrName } from '../../domain/contract-compact.ts';
import { makeCompact } from '../compact.ts';
import { formById } from '../forms.ts';
import { getOwn } from '../read-mine.ts';
import type { CredentialsTables } from '../tables.ts';
import { toView } from '../view.ts';
import { drawPdf } from './typst.ts';
import { certificateValues, placeOf } from './values.ts';

/** The holder's certificate. @throws Refusal `credentials/not-found` */
export async function readPdf(
  context: Context<CredentialsTables>,
  id: string,
  qrName: QrName,
): Promise<Response> {
  const { holder, row, sealed } = await getOwn(context, id);
  const form = formById(context.content(), row.form);
  const { homeUnitId } = await readProfile(context, holder);
  const view = toView(context, row, sealed, false);
  const scanned = await makeCompact(context, row, sealed, qrName);
  const values = certificateValues(view, form, await placeOf(context, homeUnitId), scanned);
  const pdf = await drawPdf(form.template, values, row.issued_at);
  return new Response(new Uint8Array(pdf), {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="giay-xac-nhan-${row.code}.pdf"`,
      'cache-control': 'private, no-store',
    },
  });
}
