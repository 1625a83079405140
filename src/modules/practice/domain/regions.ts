import type { Block, Screen } from './blocks.ts';
import { holds, type Situation, type Value } from './condition.ts';
import { applyEffects, fit, type Effect } from './effect.ts';
import type { FieldKind } from './guard.ts';
import { labelled, sayAt } from './say.ts';
import type { Scene } from './scene.ts';

/** One thing that can be tapped or typed into on a screen as it is now. */
export interface Region {
  readonly id: string;
  /** What a screen reader calls it. */
  readonly name: string;
  readonly role: 'button' | 'field' | 'switch' | 'radio';
  /** For fields: the kind of what may be typed, and how many signs of a code. */
  readonly takes?: FieldKind;
  readonly length?: number;
  readonly tries?: readonly string[];
  readonly into?: string;
  /** What happens to the situation; `typed` for fields. */
  readonly tap: (at: Situation, typed: string) => Situation;
}

export function screenOf(scene: Scene, id: string): Screen {
  return scene.screens.find((screen) => screen.id === id) ?? scene.screens[0]!;
}

/** The blocks that are seen now. */
export function blocksAt(scene: Scene, at: Situation): Block[] {
  return screenOf(scene, at.screen).blocks.filter((block) => !block.if || holds(block.if, at, scene.slip));
}

/** What can be done on the screen as it is now, in reading order. */
export function regionsAt(scene: Scene, at: Situation): Region[] {
  return blocksAt(scene, at).flatMap((block) => regionsOf(scene, at, block));
}

/** The regions of one block: none, one, or one for each value or direction. */
export function regionsOf(scene: Scene, at: Situation, block: Block): Region[] {
  if (!('id' in block) || block.id === undefined) return [];
  const { id, does = [] } = block;
  const say = (text: string) => sayAt(scene, at, text);
  const after = (changed: Situation) => applyEffects(does, changed, scene.state, scene.slip);
  const put = (from: Situation, name: string, value: Value) =>
    after({ ...from, values: { ...from.values, [name]: fit(scene.state[name], value) } });
  switch (block.kind) {
    case 'field':
    case 'keypad':
      return [
        {
          id,
          name: say(block.label),
          role: 'field',
          takes: block.kind === 'field' ? block.takes : 'code',
          ...(block.kind === 'keypad' ? { length: block.length } : {}),
          tries: block.kind === 'field' ? block.tries : [],
          into: block.into,
          tap: (from, typed) => put(from, block.into, typed),
        },
      ];
    case 'toggle':
      return [
        {
          id,
          name: say(block.text),
          role: 'switch',
          tap: (from) => put(from, block.flips, !from.values[block.flips]),
        },
      ];
    case 'steps':
      return (
        [
          ['less', -block.by],
          ['more', block.by],
        ] as const
      ).map(([way, by]) => ({
        id: `${id}-${way}`,
        name: `${say(block.text)}: ${say(block[way])}`,
        role: 'button',
        tap: (from) => put(from, block.of, Number(from.values[block.of]) + by),
      }));
    case 'choice': {
      const variable = scene.state[block.of];
      return Object.entries(variable?.type === 'choice' ? labelled(scene, variable.values) : {}).map(
        ([value, label]) => ({
          id: `${id}-${value}`,
          name: label,
          role: 'radio',
          tap: (from) => put(from, block.of, value),
        }),
      );
    }
    default:
      return [{ id, name: say(nameOf(block)), role: 'button', tap: after }];
  }
}

function nameOf(block: Exclude<Block, { kind: 'field' | 'keypad' }>): string {
  if (block.kind === 'button') return block.name ?? block.text;
  return block.kind === 'picture' ? block.alt : block.text;
}

/** Where the phone's own way back leads. */
export function backFrom(scene: Scene, at: Situation): Situation | undefined {
  const { back } = screenOf(scene, at.screen);
  return back === undefined ? undefined : { ...at, screen: back };
}

/** Effects of a block, for the checker. */
export const effectsOf = (block: Block): readonly Effect[] => ('does' in block ? (block.does ?? []) : []);
