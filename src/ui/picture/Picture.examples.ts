import type { Examples } from '#ui/examples.ts';

export const examples: Examples = () => [
  ...(['learn', 'test', 'certificate', 'lost', 'offline'] as const).map((name) => ({
    name,
    props: { name },
  })),
];
