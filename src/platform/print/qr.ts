import { encode, type QrCodeGenerateResult } from 'uqr';

/** A QR code as SVG: one path, error correction Q so that a crumpled print is still read. */
export const qrSvg = (text: string): string => svgOf(encode(text, { ecc: 'Q', border: 2 }));

/** Modules as SVG, one unit each. */
export function svgOf({ data, size }: Pick<QrCodeGenerateResult, 'data' | 'size'>): string {
  const cells = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path fill="#1b2f6b" d="${cells.join('')}"/></svg>`;
}
