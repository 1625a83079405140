import type { Examples } from '#ui/examples.ts';

export const examples: Examples = (say) => [
  {
    name: say('Lọc một danh sách', 'Part of a list'),
    props: {
      links: [
        { href: '/kieu-dang', label: say('Tất cả', 'All'), count: 1240, current: true },
        { href: '/kieu-dang?loc=cho', label: say('Đang chờ', 'Waiting'), count: 12, current: false },
      ],
    },
  },
];
