import type { Examples } from '#ui/examples.ts';

export const examples: Examples = (say) => [
  {
    name: say('Ở đáy màn hình điện thoại', 'At the bottom of a phone'),
    text: say('Nút của bước tiếp theo đứng ở đây.', 'The button of the next step stands here.'),
  },
];
