import type { Context } from '#platform/http/context.ts';
import type { QrName } from '../../domain/contract-compact.ts';
import { makeCompact } from '../compact.ts';
import { getOwn } from '../read-mine.ts';
import type { CredentialsTables } from '../tables.ts';
import { verifyUrl } from '../view.ts';
import { certificateQr } from './qr.ts';

/** The holder's QR code, to show on a screen. @throws Refusal `credentials/not-found` */
export async function readQr(
  context: Context<CredentialsTables>,
  id: string,
  qrName: QrName,
): Promise<Response> {
  const { row, sealed } = await getOwn(context, id);
  const scanned = await makeCompact(context, row, sealed, qrName);
  return new Response(certificateQr(scanned, verifyUrl(context, row.code)), {
    headers: { 'content-type': 'image/svg+xml', 'cache-control': 'private, no-store' },
  });
}
