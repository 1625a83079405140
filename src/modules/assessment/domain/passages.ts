import type { Passage } from '#platform/text/plain/lint.ts';
import type { Item } from './item.ts';

/**
 * What a question says, with the place of each text in its file. The parts of a drawn message are left out: scams shout
 * and use hard words on purpose. So are pairs, which often explain one side by the other.
 *
 * @param index of the item in its file
 */
export function passagesOfItem(item: Item, index: number): Passage[] {
  const at = ['items', index];
  const group = item.id;
  const label = (of: string, texts: readonly { readonly text: string }[]) =>
    texts.map(({ text }, place): Passage => ({ at: [...at, of, place, 'text'], text, role: 'label', group }));
  return [
    { at: [...at, 'ask'], text: item.ask, role: 'prose', group },
    ...('options' in item ? label('options', item.options) : []),
    ...('sequence' in item ? label('sequence', item.sequence) : []),
    { at: [...at, 'why'], text: item.why, role: 'prose', group },
  ];
}
