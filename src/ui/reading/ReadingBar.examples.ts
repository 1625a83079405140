import type { Examples } from '#ui/examples.ts';

export const examples: Examples = (say) => [
  { name: say('Ở đầu trang đầu tiên', 'At the top of the first page'), props: { path: '/kieu-dang' } },
];
