import { namesIn, type Condition } from './condition.ts';
import type { Effect } from './effect.ts';
import { act, actOf, deedOf, hintAt, start } from './engine.ts';
import { placesIn } from './fill.ts';
import { guard, realNumbersIn } from './guard.ts';
import { blocksAt, effectsOf, regionsAt } from './regions.ts';
import type { Scene } from './scene.ts';
import { explore, type Atlas } from './search.ts';
import { vary } from './vary.ts';

/** What is wrong with a scene, and where: keys from the top of its file. */
export interface SceneFault {
  readonly at: readonly (string | number)[];
  readonly what: string;
}

/** Places looked at for one variant; a scene with more is too big to be sure of, and for a phone to search. */
export const MOST_PLACES = 4000;

/** Faults that are seen without playing: names that lead nowhere, texts that print what could be somebody's number. */
export function checkNames(scene: Scene): SceneFault[] {
  const faults: SceneFault[] = [];
  const fault = (what: string, ...at: (string | number)[]) => faults.push({ at, what });
  const screens = new Set(scene.screens.map(({ id }) => id));
  if (screens.size < scene.screens.length) fault('two screens have one id', 'screens');
  const variable = (name: string, ...at: (string | number)[]) =>
    name in scene.state || fault(`there is no variable ${name} in state`, ...at);
  const screen = (id: string, ...at: (string | number)[]) =>
    screens.has(id) || fault(`there is no screen ${id}`, ...at);
  const condition = (one: Condition | undefined, ...at: (string | number)[]) => {
    if (!one) return;
    const names = namesIn(one);
    for (const name of names.variables) variable(name, ...at);
    for (const id of names.screens) screen(id, ...at);
  };
  const effects = (list: readonly Effect[], ...at: (string | number)[]) => {
    for (const effect of list) {
      condition(effect.when, ...at);
      for (const name of [...Object.keys(effect.set ?? {}), ...Object.keys(effect.add ?? {})])
        variable(name, ...at);
      for (const [name, value] of Object.entries(effect.set ?? {})) checkType(name, value, at);
      if (effect.toggle !== undefined) needs(effect.toggle, 'bool', at);
      if (effect.goto !== undefined) screen(effect.goto, ...at);
    }
  };
  const needs = (name: string, type: string, at: (string | number)[]) => {
    if (scene.state[name]?.type !== type) fault(`${name} must be a variable of type ${type}`, ...at);
  };
  const checkType = (name: string, value: unknown, at: (string | number)[]) => {
    const one = scene.state[name];
    const fits =
      !one ||
      (one.type === 'bool' && typeof value === 'boolean') ||
      (one.type === 'number' && typeof value === 'number') ||
      (one.type === 'text' && typeof value === 'string') ||
      (one.type === 'choice' && typeof value === 'string' && value in one.values);
    if (!fits) fault(`${name} cannot be ${JSON.stringify(value)}`, ...at);
  };

  condition(scene.goal, 'goal');
  scene.screens.forEach((one, index) => {
    const here = ['screens', index] as const;
    if (index > 0 && one.back === undefined) fault(`screen ${one.id} has no way back`, ...here);
    if (one.back !== undefined) screen(one.back, ...here, 'back');
    const ids = one.blocks.flatMap((block) => ('id' in block && block.id ? [block.id] : []));
    if (new Set(ids).size < ids.length) fault(`two blocks of screen ${one.id} have one id`, ...here);
    one.blocks.forEach((block, number) => {
      const place = [...here, 'blocks', number];
      condition(block.if, ...place, 'if');
      effects(effectsOf(block), ...place);
      if ('does' in block && block.does && !block.id) fault('does something but has no id', ...place);
      if (block.kind === 'field' || block.kind === 'keypad') needs(block.into, 'text', place);
      if (block.kind === 'toggle') needs(block.flips, 'bool', place);
      if (block.kind === 'steps') needs(block.of, 'number', place);
      if (block.kind === 'choice') needs(block.of, 'choice', place);
      if (block.kind === 'picture' && (block.icon === undefined) === (block.file === undefined))
        fault('a picture has either an icon or a file', ...place);
      if (block.kind === 'field')
        for (const one of block.tries)
          if (guard(one, block.takes, scene.slip))
            fault(`the guard refuses the try ${one}`, ...place, 'tries');
    });
  });
  scene.traps.forEach((trap, index) => {
    condition(trap.when, 'traps', index, 'when');
    effects(trap.repair.does, 'traps', index, 'repair');
    if (trap.screen !== undefined) screen(trap.screen, 'traps', index, 'screen');
  });
  scene.hints.forEach((hint, index) => {
    condition(hint.when, 'hints', index, 'when');
    if (hint.on !== undefined) screen(hint.on, 'hints', index, 'on');
  });
  scene.variants.forEach((variant, index) => {
    for (const key of Object.keys(variant.slip))
      if (!(key in scene.slip)) fault(`there is no ${key} on the slip`, 'variants', index, 'slip');
    for (const [name, value] of Object.entries(variant.start)) {
      variable(name, 'variants', index, 'start');
      checkType(name, value, ['variants', index, 'start']);
    }
  });
  for (const { text, at } of textsOf(scene)) {
    for (const real of realNumbersIn(text))
      fault(`prints what could be somebody’s ${real.replace('-', ' ')}`, ...at);
    const places = placesIn(text);
    for (const name of places.variables) variable(name, ...at);
    for (const key of places.slip) if (!(key in scene.slip)) fault(`there is no ${key} on the slip`, ...at);
  }
  return faults;
}

/** Every text of a scene with its place. */
function textsOf(scene: Scene): { text: string; at: (string | number)[] }[] {
  const found: { text: string; at: (string | number)[] }[] = [];
  const walk = (node: unknown, at: (string | number)[]): void => {
    if (typeof node === 'string') found.push({ text: node, at });
    else if (Array.isArray(node)) node.forEach((one, index) => walk(one, [...at, index]));
    else if (node !== null && typeof node === 'object')
      for (const [key, value] of Object.entries(node)) walk(value, [...at, key]);
  };
  const { screens, slip, task, traps, hints, demo, variants, state } = scene;
  walk({ screens, slip, task, traps, hints, demo, variants, state }, []);
  return found;
}

/** Plays a scene in every way and each of its variants: whether the goal, the traps, the repairs, the hints hold. */
export function checkPlay(scene: Scene): SceneFault[] {
  const faults = new Map<string, SceneFault>();
  const add = (list: readonly SceneFault[], variant?: number) => {
    for (const one of list) {
      const said = variant === undefined ? one : { ...one, what: `${one.what} (in variant ${variant + 1})` };
      // What is wrong already without the variant is said once.
      if (!faults.has(JSON.stringify(one))) faults.set(JSON.stringify(one), said);
    }
  };
  add([...checkOne(scene), ...demoFaults(scene)]);
  scene.variants.forEach((_, index) => add(checkOne(vary(scene, index)), index));
  return [...faults.values()];
}

function checkOne(scene: Scene): SceneFault[] {
  const atlas = explore(scene, MOST_PLACES);
  const { places, isWhole } = atlas;
  const fault = (what: string, ...at: (string | number)[]): SceneFault => ({ at, what });
  if (!isWhole)
    return [fault(`can be in more than ${MOST_PLACES} situations: use fewer variables or tries`, 'state')];
  if (places[0]!.isGoal) return [fault('the goal holds before anything is done', 'goal')];
  if (!places.some(({ isGoal }) => isGoal)) return [fault('the goal cannot be reached', 'goal')];
  return [...lostPlaces(scene, atlas), ...unseen(scene, atlas), ...hintFaults(scene, atlas)];
}

function describe(atlas: Atlas, number: number): string {
  const { screen, values } = atlas.places[number]!.at;
  return `screen ${screen} with ${JSON.stringify(values)}`;
}

function lostPlaces(scene: Scene, atlas: Atlas): SceneFault[] {
  const { places, distance } = atlas;
  const faults: SceneFault[] = [];
  scene.traps.forEach((trap, index) => {
    const closed = places.flatMap((place, number) => (place.trap?.id === trap.id ? [number] : []));
    if (closed.length === 0)
      faults.push({ at: ['traps', index], what: `nobody can fall into trap ${trap.id}` });
    const stuck = closed.find((number) => distance[number] === Infinity);
    if (stuck !== undefined)
      faults.push({
        at: ['traps', index, 'repair'],
        what: `the repair of trap ${trap.id} leads to no way to the goal, from ${describe(atlas, stuck)}`,
      });
    const again = closed.find((number) => {
      const to = places[number]!.edges[0]?.to;
      return to === undefined || places[to]!.trap !== undefined || stillHolds(scene, atlas, to, index);
    });
    if (again !== undefined)
      faults.push({
        at: ['traps', index, 'repair'],
        what: `the repair of trap ${trap.id} leaves its condition true`,
      });
  });
  const lost = places.findIndex((place, number) => !place.trap && distance[number] === Infinity);
  if (lost >= 0)
    faults.push({ at: ['screens'], what: `no way leads to the goal from ${describe(atlas, lost)}` });
  return faults;
}

function stillHolds(scene: Scene, atlas: Atlas, number: number, trap: number): boolean {
  const place = atlas.places[number]!;
  const probe: Scene = { ...scene, goal: scene.traps[trap]!.when };
  return explore(probe, 1, place.at).places[0]!.isGoal;
}

/** Screens and regions that are never seen, regions without or with the same name. */
function unseen(scene: Scene, { places }: Atlas): SceneFault[] {
  const faults: SceneFault[] = [];
  const seenBlocks = new Set<unknown>();
  const doubled = new Set<string>();
  for (const place of places) {
    if (place.trap) continue;
    for (const block of blocksAt(scene, place.at)) seenBlocks.add(block);
    const names = new Set<string>();
    for (const { name, id } of regionsAt(scene, place.at)) {
      if (name.trim() === '') doubled.add(`${place.at.screen}: region ${id} has no name`);
      else if (names.has(name)) doubled.add(`${place.at.screen}: two regions are called “${name}”`);
      names.add(name);
    }
  }
  const screens = new Set(places.map(({ at }) => at.screen));
  scene.screens.forEach((screen, index) => {
    const at = ['screens', index];
    const shownByTrap = scene.traps.some((trap) => trap.screen === screen.id);
    if (!screens.has(screen.id) && !shownByTrap)
      faults.push({ at, what: `screen ${screen.id} is never reached` });
    else if (!shownByTrap)
      screen.blocks.forEach((block, number) => {
        if (!seenBlocks.has(block))
          faults.push({
            at: [...at, 'blocks', number],
            what: `this block of screen ${screen.id} is never seen`,
          });
      });
    for (const what of doubled)
      if (what.startsWith(`${screen.id}: `)) faults.push({ at, what: what.slice(screen.id.length + 2) });
  });
  return faults;
}

/** Every place has a hint; a hint that names a region names one that is there and leads nearer to the goal. */
function hintFaults(scene: Scene, atlas: Atlas): SceneFault[] {
  const { places, distance } = atlas;
  const faults = new Map<string, SceneFault>();
  const add = (at: (string | number)[], what: string) => faults.set(`${at.join('.')}${what}`, { at, what });
  const used = new Set<unknown>();
  places.forEach((place, number) => {
    if (place.trap || place.isGoal) return;
    const hint = hintAt(scene, place.at);
    if (!hint) return add(['hints'], `no hint fits screen ${place.at.screen}`);
    used.add(hint);
    if (hint.tap === undefined) return;
    const index = scene.hints.indexOf(hint);
    const edge = place.edges.find(({ tap }) => tap === hint.tap);
    if (!edge || places[edge.to]!.trap || distance[edge.to]! >= distance[number]!)
      add(['hints', index, 'tap'], `does not lead nearer to the goal from ${describe(atlas, number)}`);
  });
  scene.hints.forEach((hint, index) => {
    if (!used.has(hint)) add(['hints', index], 'is never given');
  });
  return [...faults.values()];
}

/** The demonstration reaches the goal, each move does something, and none falls into a trap. */
function demoFaults(scene: Scene): SceneFault[] {
  let run = start(scene, 'alone', 0);
  for (const [index, move] of scene.demo.entries()) {
    if (run.isDone) return [{ at: ['demo', index], what: 'the goal is reached before this move' }];
    const next = act(run, actOf(deedOf(move, scene)));
    if (next.refused)
      return [{ at: ['demo', index], what: `${move.tap} cannot be done here: ${next.refused}` }];
    if (next.trap) return [{ at: ['demo', index], what: `falls into trap ${next.trap.id}` }];
    run = next;
  }
  return run.isDone ? [] : [{ at: ['demo'], what: 'the demonstration does not reach the goal' }];
}
