import type { Examples } from '#ui/examples.ts';

export const examples: Examples = (say) => [
  {
    name: say('Một con số', 'A figure'),
    props: {
      label: say('Người dân trưởng thành', 'Adult residents'),
      value: say('68,3 %', '68.3 %'),
      note: '/ ≥ 85 %',
    },
  },
  {
    name: say('Đạt', 'Reached'),
    props: { label: say('Cán bộ, công chức', 'Officials'), value: say('96,1 %', '96.1 %'), tone: 'done' },
  },
  {
    name: say('Mở ra nguồn', 'Opens to its source'),
    props: {
      label: say('Đã xác nhận', 'Confirmed'),
      value: say('11.842', '11,842'),
      href: '/kieu-dang',
      tone: 'wait',
    },
  },
];
