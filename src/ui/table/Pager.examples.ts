import type { Examples } from '#ui/examples.ts';
import { sheetOf } from './view.ts';

const rows = Array.from({ length: 1_310 }, (_, at) => at);

export const examples: Examples = (say) => [
  {
    name: say('Giữa một bảng dài', 'In the middle of a long table'),
    props: {
      sheet: sheetOf(rows, 30, 20),
      total: rows.length,
      query: new URLSearchParams('trang=30'),
      caption: say('Số dân (số ví dụ)', 'Populations (sample figures)'),
      anchor: 'main',
    },
  },
];
