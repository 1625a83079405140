import type { Examples } from '#ui/examples.ts';

export const examples: Examples = (say) => [
  { name: say('Tải và in', 'Download and print'), props: { file: '/kieu-dang' } },
  { name: say('Chỉ in', 'Print only'), props: {} },
];
