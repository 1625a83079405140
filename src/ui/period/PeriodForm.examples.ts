import type { Examples } from '#ui/examples.ts';

export const examples: Examples = (say) => [
  {
    name: say('Từ ngày đến ngày', 'From one day to another'),
    props: { from: '2026-10-01', to: '2026-10-31' },
  },
];
