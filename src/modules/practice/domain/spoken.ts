import type { Block } from './blocks.ts';
import type { Situation } from './condition.ts';
import { blocksAt, regionsOf, screenOf } from './regions.ts';
import { sayAt } from './say.ts';
import type { Scene } from './scene.ts';

/** What the screen says as it is now, from top to bottom: its name, texts, messages, and what can be tapped. */
export function spokenAt(scene: Scene, at: Situation): string[] {
  const say = (text: string) => sayAt(scene, at, text);
  return [
    say(screenOf(scene, at.screen).title),
    ...blocksAt(scene, at).flatMap((block) => textsOf(scene, at, block).map(say)),
  ];
}

function textsOf(scene: Scene, at: Situation, block: Block): string[] {
  switch (block.kind) {
    case 'bar':
    case 'row':
    case 'toggle':
    case 'call':
    case 'qr':
      return [block.text, ...(block.note ? [block.note] : [])];
    case 'field':
      return [block.label, ...(block.hint ? [block.hint] : [])];
    case 'keypad':
      return [block.label];
    case 'picture':
      return [block.alt];
    case 'button':
      return [block.name ?? block.text];
    case 'bubble':
      return [...(block.from && !block.mine ? [block.from] : []), block.text];
    case 'notice':
      return [...(block.title ? [block.title] : []), block.text];
    case 'choice':
      return [block.text, ...regionsOf(scene, at, block).map(({ name }) => name)];
    case 'steps':
      return [block.text, block.less, block.more];
    default:
      return [block.text];
  }
}
