/** What questions can be brought in and taken away as. */
export const formats = ['gift', 'moodle', 'qti21', 'qti30', 'csv', 'xlsx'] as const;
export type Format = (typeof formats)[number];

export const FILES: Readonly<Record<Format, { readonly ending: string; readonly type: string }>> = {
  gift: { ending: 'gift.txt', type: 'text/plain; charset=utf-8' },
  moodle: { ending: 'moodle.xml', type: 'application/xml; charset=utf-8' },
  qti21: { ending: 'qti21.zip', type: 'application/zip' },
  qti30: { ending: 'qti30.zip', type: 'application/zip' },
  xlsx: {
    ending: 'xlsx',
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
  csv: { ending: 'csv', type: 'text/csv; charset=utf-8' },
};
