import { encode } from 'uqr';
import { qrSvg, svgOf } from '#platform/print/qr.ts';

/** Version 10: 57 × 57 modules, read from a print of 25 mm by an ordinary phone. */
const LARGEST = 10;

/**
 * The QR code of a certificate: the signed address at error correction M.
 *
 * @param otherwise where the code is looked up, for a site whose own address leaves no room
 */
export function certificateQr(scanned: string, otherwise: string): string {
  try {
    return svgOf(encode(scanned, { ecc: 'M', boostEcc: false, border: 4, maxVersion: LARGEST }));
  } catch (error) {
    if (!/too long/i.test(String(error))) throw error;
    return qrSvg(otherwise);
  }
}
