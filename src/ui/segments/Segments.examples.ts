import type { Examples } from '#ui/examples.ts';

export const examples: Examples = (say) => [
  {
    name: say('Giữa bài', 'In the middle'),
    props: { total: 6, done: 4, label: say('bước 4 trên 6', 'step 4 of 6') },
  },
  {
    name: say('Chưa bắt đầu', 'Not begun'),
    props: { total: 6, done: 0, label: say('chưa bắt đầu', 'not begun') },
  },
];
