/** What a file is by its bytes, whatever it is called. */
export const fileKinds = ['pdf', 'docx', 'xlsx', 'jpeg', 'png', 'webp', 'txt'] as const;
export type FileKind = (typeof fileKinds)[number];

export const FILE_TYPES: Readonly<Record<FileKind, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  txt: 'text/plain; charset=utf-8',
};

export const pictureKinds: readonly FileKind[] = ['jpeg', 'png', 'webp'];

const latin = new TextDecoder('latin1');
const begins = (bytes: Uint8Array, ...start: number[]) => start.every((byte, at) => bytes[at] === byte);

/** Names of files in an archive stand in it as they are. One with macros is none of ours. */
function officeKind(bytes: Uint8Array): FileKind | null {
  const text = latin.decode(bytes);
  if (!text.includes('[Content_Types].xml') || /vbaProject\.bin/i.test(text)) return null;
  return text.includes('word/document.xml') ? 'docx' : text.includes('xl/workbook.xml') ? 'xlsx' : null;
}

function isText(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    // oxlint-disable-next-line no-control-regex -- what no text holds
    return text.trim() !== '' && !/[\u0000-\u0008\u000e-\u001f]/.test(text);
  } catch {
    return false;
  }
}

/** Null for what is not taken. */
export function fileKindOf(bytes: Uint8Array): FileKind | null {
  if (begins(bytes, 0x25, 0x50, 0x44, 0x46, 0x2d)) return 'pdf';
  if (begins(bytes, 0xff, 0xd8, 0xff)) return 'jpeg';
  if (begins(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png';
  if (begins(bytes, 0x52, 0x49, 0x46, 0x46) && latin.decode(bytes.subarray(8, 12)) === 'WEBP') return 'webp';
  if (begins(bytes, 0x50, 0x4b, 0x03, 0x04)) return officeKind(bytes);
  return isText(bytes) ? 'txt' : null;
}
