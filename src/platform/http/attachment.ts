/**
 * Headers of a file to be saved, never opened as a page of this site.
 *
 * @param name with its ending, in any script: what old programs cannot read gets `plain` (RFC 6266)
 */
export function attachment(type: string, name: string, plain: string): Record<string, string> {
  const encoded = encodeURIComponent(name).replaceAll(/['()*]/g, inPercent);
  return {
    'content-type': type,
    'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`,
    'cache-control': 'private, no-store',
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
  };
}

/** What `encodeURIComponent` leaves and RFC 8187 does not allow. */
const inPercent = (sign: string) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
