import type { Examples } from '#ui/examples.ts';
import { ICONS, type IconName } from './icons.ts';

export const examples: Examples = () => [
  ...(Object.keys(ICONS) as IconName[]).map((name) => ({ name, props: { name, size: 28, label: name } })),
];
