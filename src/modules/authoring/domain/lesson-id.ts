import { fold } from '#platform/text/fold.ts';

const MOST = 60;

/** Words of a title as an id; `bai` where it has no letters. @param taken whether an id cannot be had */
export function idFor(title: string, taken: (id: string) => boolean): string {
  const words = fold(title).replaceAll(' ', '-').slice(0, MOST).replace(/-+$/, '') || 'bai';
  if (!taken(words)) return words;
  for (let number = 2; ; number++) if (!taken(`${words}-${number}`)) return `${words}-${number}`;
}
