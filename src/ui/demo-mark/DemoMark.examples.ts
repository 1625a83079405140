import type { Examples } from '#ui/examples.ts';

export const examples: Examples = (say) => [
  { name: say('Trên trang có số liệu giả', 'Above pages with invented figures') },
];
