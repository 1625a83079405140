import type { Block, Screen } from './blocks.ts';
import type { Scene, Variant } from './scene.ts';

/** Keys whose texts people read: only these take other words. */
const READ = new Set([
  'text',
  'label',
  'name',
  'note',
  'title',
  'say',
  'nudge',
  'consequence',
  'lesson',
  'done',
]);
for (const key of ['more', 'less', 'from', 'alt', 'hint', 'task', 'values']) READ.add(key);

/**
 * The scene of the changed mode: names, invented data, the start and the places of things differ, what must be done
 * does not. The same seed gives the same scene.
 *
 * @param seed a whole number, 0 or more
 */
export function vary(scene: Scene, seed: number): Scene {
  const variant = scene.variants[seed % scene.variants.length]!;
  const chance = draws(seed);
  const worded = reword(scene, variant.words);
  return {
    ...worded,
    slip: Object.fromEntries(
      Object.entries(worded.slip).map(([key, line]) => [
        key,
        { ...line, value: variant.slip[key] ?? line.value },
      ]),
    ),
    state: startAt(worded.state, variant),
    screens: worded.screens.map((screen) => (screen.fixed ? screen : shuffled(screen, chance))),
  };
}

function startAt(state: Scene['state'], variant: Variant): Scene['state'] {
  return Object.fromEntries(
    Object.entries(state).map(([name, variable]) => [
      name,
      name in variant.start ? ({ ...variable, start: variant.start[name] } as typeof variable) : variable,
    ]),
  );
}

function reword(scene: Scene, words: Readonly<Record<string, string>>): Scene {
  const olds = Object.keys(words).sort((a, b) => b.length - a.length);
  if (olds.length === 0) return scene;
  const pattern = new RegExp(olds.map((old) => old.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'), 'g');
  const walk = (node: unknown, read: boolean): unknown => {
    if (typeof node === 'string') return read ? node.replaceAll(pattern, (old) => words[old]!) : node;
    if (Array.isArray(node)) return node.map((one) => walk(one, read));
    if (node === null || typeof node !== 'object') return node;
    return Object.fromEntries(
      Object.entries(node).map(([key, value]) => [
        key,
        // The words of a choice hang under its values; every other record is read by its own keys.
        walk(value, READ.has(key) || (read && typeof value === 'string')),
      ]),
    );
  };
  const { screens, task, slip, state, done, traps, hints, demo } = scene;
  const changed = walk({ screens, task, slip, state, done, traps, hints, demo }, false) as Scene;
  return { ...scene, ...changed };
}

/** Rows and icons that follow each other change places among themselves. */
function shuffled(screen: Screen, chance: () => number): Screen {
  const blocks: Block[] = [];
  for (let from = 0; from < screen.blocks.length;) {
    const { kind } = screen.blocks[from]!;
    let to = from + 1;
    if (kind === 'row' || kind === 'app') while (screen.blocks[to]?.kind === kind) to++;
    blocks.push(...shuffle(screen.blocks.slice(from, to), chance));
    from = to;
  }
  return { ...screen, blocks };
}

/** Fisher and Yates. */
export function shuffle<T>(list: readonly T[], chance: () => number): T[] {
  const mixed = [...list];
  for (let last = mixed.length - 1; last > 0; last--) {
    const other = Math.floor(chance() * (last + 1));
    [mixed[last], mixed[other]] = [mixed[other]!, mixed[last]!];
  }
  return mixed;
}

/** Draws in [0, 1) that follow from a seed: mulberry32. Good enough to mix rows, for nothing secret. */
export function draws(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
