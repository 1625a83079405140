import type { Variable } from './effect.ts';
import type { Scene } from './scene.ts';
import type { SceneSource } from './source.ts';

/*
 * Reads a scene's data without checking it, for the editor's phone: browsers carry no schemas. What the schema of
 * `scene.ts` makes of sound data this makes too (play-source.test.ts holds them together); of other data it makes
 * something that may not play.
 */
type Data = Record<string, any>;

export function playableOf(source: SceneSource): Scene {
  const { screens, state, traps, variants, ...rest } = source as Data;
  return {
    lessons: [],
    slip: {},
    ...rest,
    state: Object.fromEntries(Object.entries(state as Data).map(([name, one]) => [name, variableOf(one)])),
    screens: (screens as Data[]).map((screen) => ({
      fixed: false,
      ...screen,
      blocks: (screen['blocks'] as Data[]).map(blockOf),
    })),
    traps: (traps as Data[]).map((trap) => ({
      ...trap,
      repair: { ...trap['repair'], does: listOf(trap['repair'].does) },
    })),
    variants: (variants as Data[]).map((variant) => ({ words: {}, slip: {}, start: {}, ...variant })),
  } as unknown as Scene;
}

const listOf = (does: unknown): unknown => (Array.isArray(does) ? does : [does]);

function variableOf(declared: any): Variable {
  if (typeof declared === 'boolean') return { type: 'bool', start: declared };
  if (declared === '') return { type: 'text', start: '' };
  const { values, start, ...bounds } = declared;
  return values
    ? { type: 'choice', values, start: start ?? Object.keys(values)[0]! }
    : { type: 'number', ...bounds, start };
}

const DEFAULTS: Readonly<Record<string, Data>> = {
  text: { tone: 'plain' },
  button: { tone: 'quiet' },
  field: { takes: 'text', tries: [] },
  steps: { by: 1 },
  bubble: { mine: false },
};

const blockOf = (block: Data): Data => ({
  ...DEFAULTS[String(block['kind'])],
  ...block,
  ...('does' in block ? { does: listOf(block['does']) } : {}),
});
