import { namesIn, type Condition } from './condition.ts';
import type { Effect } from './effect.ts';
import { act, actOf, deedOf, hintAt, start } from './engine.ts';
import { placesIn } from './fill.ts';
import { guard, realNumbersIn } from './guard.ts';
import { blocksAt, effectsOf, regionsAt } from './regions.ts';
import { sceneFault, type SceneFault, type SceneFaultCode } from './scene-faults.ts';
import type { Scene } from './scene.ts';
import { explore, type Atlas } from './search.ts';
import { vary } from './vary.ts';

/** Places looked at for one variant; a scene with more is too big to be sure of, and for a phone to search. */
export const MOST_PLACES = 4000;

/** Faults that are seen without playing: names that lead nowhere, texts that print what could be somebody's number. */
export function checkNames(scene: Scene): SceneFault[] {
  const faults: SceneFault[] = [];
  const fault = (code: SceneFaultCode, at: (string | number)[], params: SceneFault['params'] = {}) =>
    faults.push(sceneFault(code, at, params));
  const screens = new Set(scene.screens.map(({ id }) => id));
  if (screens.size < scene.screens.length) fault('doubled-screen', ['screens']);
  const variable = (name: string, ...at: (string | number)[]) =>
    Object.hasOwn(scene.state, name) || fault('no-variable', at, { name });
  const screen = (id: string, ...at: (string | number)[]) =>
    screens.has(id) || fault('no-screen', at, { name: id });
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
    if (scene.state[name]?.type !== type) fault('wrong-type', at, { name, type });
  };
  const checkType = (name: string, value: unknown, at: (string | number)[]) => {
    const one = scene.state[name];
    const fits =
      !one ||
      (one.type === 'bool' && typeof value === 'boolean') ||
      (one.type === 'number' && typeof value === 'number') ||
      (one.type === 'text' && typeof value === 'string') ||
      (one.type === 'choice' && typeof value === 'string' && value in one.values);
    if (!fits) fault('wrong-value', at, { name, value: JSON.stringify(value) });
  };

  condition(scene.goal, 'goal');
  scene.screens.forEach((one, index) => {
    const here = ['screens', index] as const;
    if (index > 0 && one.back === undefined) fault('no-way-back', [...here], { name: one.id });
    if (one.back !== undefined) screen(one.back, ...here, 'back');
    const ids = one.blocks.flatMap((block) => ('id' in block && block.id ? [block.id] : []));
    if (new Set(ids).size < ids.length) fault('doubled-block', [...here], { name: one.id });
    one.blocks.forEach((block, number) => {
      const place = [...here, 'blocks', number];
      condition(block.if, ...place, 'if');
      effects(effectsOf(block), ...place);
      if ('does' in block && block.does && !block.id) fault('does-without-id', place);
      if (block.kind === 'field' || block.kind === 'keypad') needs(block.into, 'text', place);
      if (block.kind === 'toggle') needs(block.flips, 'bool', place);
      if (block.kind === 'steps') needs(block.of, 'number', place);
      if (block.kind === 'choice') needs(block.of, 'choice', place);
      if (block.kind === 'picture' && (block.icon === undefined) === (block.file === undefined))
        fault('icon-or-file', place);
      if (block.kind === 'field')
        for (const one of block.tries)
          if (guard(one, block.takes, scene.slip)) fault('guarded-try', [...place, 'tries'], { value: one });
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
      if (!(key in scene.slip)) fault('no-slip', ['variants', index, 'slip'], { name: key });
    for (const [name, value] of Object.entries(variant.start)) {
      variable(name, 'variants', index, 'start');
      checkType(name, value, ['variants', index, 'start']);
    }
  });
  for (const { text, at } of textsOf(scene)) {
    for (const real of realNumbersIn(text)) fault('real-number', at, { kind: real.replace('-', ' ') });
    const places = placesIn(text);
    for (const name of places.variables) variable(name, ...at);
    for (const key of places.slip) if (!(key in scene.slip)) fault('no-slip', at, { name: key });
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
  if (!isWhole) return [sceneFault('too-many-places', ['state'], { most: MOST_PLACES })];
  if (places[0]!.isGoal) return [sceneFault('goal-at-start', ['goal'])];
  if (!places.some(({ isGoal }) => isGoal)) return [sceneFault('goal-unreachable', ['goal'])];
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
    if (closed.length === 0) faults.push(sceneFault('trap-unreachable', ['traps', index], { name: trap.id }));
    const stuck = closed.find((number) => distance[number] === Infinity);
    if (stuck !== undefined)
      faults.push(
        sceneFault('repair-lost', ['traps', index, 'repair'], {
          name: trap.id,
          place: describe(atlas, stuck),
        }),
      );
    const again = closed.find((number) => {
      const to = places[number]!.edges[0]?.to;
      return to === undefined || places[to]!.trap !== undefined || stillHolds(scene, atlas, to, index);
    });
    if (again !== undefined)
      faults.push(sceneFault('repair-useless', ['traps', index, 'repair'], { name: trap.id }));
  });
  const lost = places.findIndex((place, number) => !place.trap && distance[number] === Infinity);
  if (lost >= 0) faults.push(sceneFault('lost', ['screens'], { place: describe(atlas, lost) }));
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
  const misnamed = new Map<string, { screen: string; code: SceneFaultCode; name: string }>();
  const note = (screen: string, code: SceneFaultCode, name: string) =>
    misnamed.set(`${screen} ${code} ${name}`, { screen, code, name });
  for (const place of places) {
    if (place.trap) continue;
    for (const block of blocksAt(scene, place.at)) seenBlocks.add(block);
    const names = new Set<string>();
    for (const { name, id } of regionsAt(scene, place.at)) {
      if (name.trim() === '') note(place.at.screen, 'region-nameless', id);
      else if (names.has(name)) note(place.at.screen, 'region-doubled', name);
      names.add(name);
    }
  }
  const screens = new Set(places.map(({ at }) => at.screen));
  scene.screens.forEach((screen, index) => {
    const at = ['screens', index];
    const shownByTrap = scene.traps.some((trap) => trap.screen === screen.id);
    if (!screens.has(screen.id) && !shownByTrap)
      faults.push(sceneFault('screen-unseen', at, { name: screen.id }));
    else if (!shownByTrap)
      screen.blocks.forEach((block, number) => {
        if (!seenBlocks.has(block))
          faults.push(sceneFault('block-unseen', [...at, 'blocks', number], { name: screen.id }));
      });
    for (const one of misnamed.values())
      if (one.screen === screen.id) faults.push(sceneFault(one.code, at, { name: one.name }));
  });
  return faults;
}

/** Every place has a hint; a hint that names a region names one that is there and leads nearer to the goal. */
function hintFaults(scene: Scene, atlas: Atlas): SceneFault[] {
  const { places, distance } = atlas;
  const faults = new Map<string, SceneFault>();
  const add = (code: SceneFaultCode, at: (string | number)[], params: SceneFault['params'] = {}) => {
    const one = sceneFault(code, at, params);
    faults.set(`${at.join('.')}${one.what}`, one);
  };
  const used = new Set<unknown>();
  places.forEach((place, number) => {
    if (place.trap || place.isGoal) return;
    const hint = hintAt(scene, place.at);
    if (!hint) return add('no-hint', ['hints'], { name: place.at.screen });
    used.add(hint);
    if (hint.tap === undefined) return;
    const index = scene.hints.indexOf(hint);
    const edge = place.edges.find(({ tap }) => tap === hint.tap);
    if (!edge || places[edge.to]!.trap || distance[edge.to]! >= distance[number]!)
      add('hint-astray', ['hints', index, 'tap'], { place: describe(atlas, number) });
  });
  scene.hints.forEach((hint, index) => {
    if (!used.has(hint)) add('hint-unused', ['hints', index]);
  });
  return [...faults.values()];
}

/** The demonstration reaches the goal, each move does something, and none falls into a trap. */
function demoFaults(scene: Scene): SceneFault[] {
  let run = start(scene, 'alone', 0);
  for (const [index, move] of scene.demo.entries()) {
    if (run.isDone) return [sceneFault('demo-early', ['demo', index])];
    const next = act(run, actOf(deedOf(move, scene)));
    if (next.refused)
      return [sceneFault('demo-refused', ['demo', index], { name: move.tap, why: next.refused })];
    if (next.trap) return [sceneFault('demo-trap', ['demo', index], { name: next.trap.id })];
    run = next;
  }
  return run.isDone ? [] : [sceneFault('demo-short', ['demo'])];
}
