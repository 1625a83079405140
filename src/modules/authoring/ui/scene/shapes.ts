import type { VariableType } from '../../domain/scene-rows.ts';

/** How a place of a scene is shown in the editor's forms: what docs/content-format.md says of it, as data. */
export type Shape =
  | {
      readonly show: 'text';
      readonly rows?: number;
      readonly most: number;
      readonly optional?: true;
      /** What stands there when nothing is typed; otherwise the place is left out. */
      readonly empty?: null;
    }
  | { readonly show: 'number'; readonly min: number; readonly max: number; readonly optional?: true }
  | { readonly show: 'flag' }
  | { readonly show: 'day' }
  | {
      readonly show: 'pick';
      readonly from: 'screens' | 'icons' | 'lessons' | readonly string[];
      readonly optional?: true;
    }
  | { readonly show: 'variable'; readonly types: readonly VariableType[] }
  | { readonly show: 'lines'; readonly of: 'sentences' | 'codes' | 'values'; readonly optional?: true }
  | { readonly show: 'rows'; readonly of: 'condition' | 'effects'; readonly optional?: true }
  | { readonly show: 'data' }
  | { readonly show: 'group'; readonly parts: Parts }
  | { readonly show: 'state' }
  | { readonly show: 'named'; readonly parts: Parts; readonly make: () => unknown }
  | { readonly show: 'list'; readonly parts: Parts; readonly make: (taken: readonly string[]) => unknown }
  | { readonly show: 'blocks' };
export type Parts = Readonly<Record<string, Shape>>;

const text = (most: number, rows?: number): Shape => ({ show: 'text', most, ...(rows ? { rows } : {}) });
const maybe = (most: number): Shape => ({ show: 'text', most, optional: true });
const icon: Shape = { show: 'pick', from: 'icons' };
const maybeIcon: Shape = { show: 'pick', from: 'icons', optional: true };
const effects: Shape = { show: 'rows', of: 'effects', optional: true };
const condition: Shape = { show: 'rows', of: 'condition' };
const shown: Parts = { if: { show: 'rows', of: 'condition', optional: true } };
const tapped: Parts = { id: text(60), does: effects };
const maybeTapped: Parts = { id: maybe(60), does: effects };
const variable = (...types: VariableType[]): Shape => ({ show: 'variable', types });

/** The fields of each kind of block, in the order of its form. */
export const BLOCKS: Readonly<Record<string, Parts>> = {
  bar: { text: text(80), note: maybe(80), ...shown },
  text: {
    text: text(300, 2),
    tone: { show: 'pick', from: ['plain', 'big', 'soft', 'good', 'bad'], optional: true },
    ...shown,
  },
  app: { text: text(80), icon, ...tapped, ...shown },
  row: { text: text(80), note: maybe(300), icon: maybeIcon, ...maybeTapped, ...shown },
  button: {
    text: text(80),
    name: maybe(80),
    icon: maybeIcon,
    tone: { show: 'pick', from: ['main', 'quiet', 'danger'], optional: true },
    ...tapped,
    ...shown,
  },
  field: {
    label: text(80),
    into: variable('text'),
    takes: { show: 'pick', from: ['text', 'number', 'money', 'code', 'password'], optional: true },
    hint: maybe(300),
    tries: { show: 'lines', of: 'values', optional: true },
    ...tapped,
    ...shown,
  },
  keypad: {
    label: text(80),
    into: variable('text'),
    length: { show: 'number', min: 3, max: 8 },
    ...tapped,
    ...shown,
  },
  toggle: { text: text(80), note: maybe(300), flips: variable('bool'), ...tapped, ...shown },
  steps: {
    text: text(80),
    of: variable('number'),
    by: { show: 'number', min: 1, max: 20, optional: true },
    less: text(80),
    more: text(80),
    icon: maybeIcon,
    ...tapped,
    ...shown,
  },
  choice: { text: text(80), of: variable('choice'), ...tapped, ...shown },
  bubble: { text: text(300, 2), from: maybe(80), mine: { show: 'flag' }, ...maybeTapped, ...shown },
  call: { text: text(80), note: maybe(80), ...shown },
  qr: { text: text(80), note: maybe(80), ...maybeTapped, ...shown },
  notice: { text: text(300, 2), title: maybe(80), icon: maybeIcon, ...maybeTapped, ...shown },
  picture: { alt: text(80), icon: maybeIcon, file: maybe(60), ...maybeTapped, ...shown },
  address: { text: text(80), ...maybeTapped, ...shown },
};
export const BLOCK_KINDS = Object.keys(BLOCKS);

const both: Shape = { show: 'group', parts: { vi: text(300), en: text(300) } };
const free = (beginning: string, taken: readonly string[]): string => {
  let number = taken.length + 1;
  while (taken.includes(`${beginning}-${number}`)) number++;
  return `${beginning}-${number}`;
};

/** A scene from top to bottom, in the parts in which its editor shows it. */
export const SECTIONS: readonly { readonly name: string; readonly parts: Parts }[] = [
  {
    name: 'about',
    parts: {
      title: both,
      summary: both,
      task: { show: 'lines', of: 'sentences' },
      done: text(200),
      competences: { show: 'lines', of: 'codes' },
      tier: { show: 'number', min: 1, max: 8 },
      minutes: { show: 'number', min: 1, max: 8 },
      lessons: { show: 'lines', of: 'codes', optional: true },
      reviewed: { show: 'day' },
      expires: { show: 'day' },
      imitates: {
        show: 'group',
        parts: {
          app: text(120),
          version: { show: 'text', most: 40, optional: true, empty: null },
          note: maybe(300),
          checkedOn: { show: 'day' },
          staleAfterDays: { show: 'number', min: 30, max: 730 },
        },
      },
      forReal: { show: 'lines', of: 'sentences', optional: true },
    },
  },
  {
    name: 'data',
    parts: {
      slip: {
        show: 'named',
        parts: { label: text(60), value: text(60) },
        make: () => ({ label: '', value: '' }),
      },
      state: { show: 'state' },
      goal: condition,
    },
  },
  {
    name: 'screens',
    parts: {
      screens: {
        show: 'list',
        parts: {
          id: text(60),
          title: text(80),
          back: { show: 'pick', from: 'screens', optional: true },
          fixed: { show: 'flag' },
          blocks: { show: 'blocks' },
        },
        make: (taken) => ({
          id: free('man-hinh', taken),
          title: '',
          back: taken[0] ?? '',
          blocks: [{ kind: 'text', text: '' }],
        }),
      },
    },
  },
  {
    name: 'traps',
    parts: {
      traps: {
        show: 'list',
        parts: {
          id: text(60),
          when: condition,
          screen: { show: 'pick', from: 'screens', optional: true },
          consequence: { show: 'lines', of: 'sentences' },
          repair: { show: 'group', parts: { text: text(80), does: { show: 'rows', of: 'effects' } } },
          lesson: text(200),
        },
        make: (taken) => ({
          id: free('bay', taken),
          when: {},
          consequence: [''],
          repair: { text: '', does: {} },
          lesson: '',
        }),
      },
    },
  },
  {
    name: 'hints',
    parts: {
      hints: {
        show: 'list',
        parts: {
          nudge: text(200),
          on: { show: 'pick', from: 'screens', optional: true },
          when: { show: 'rows', of: 'condition', optional: true },
          tap: maybe(80),
        },
        make: () => ({ nudge: '' }),
      },
    },
  },
  {
    name: 'demo',
    parts: {
      demo: {
        show: 'list',
        parts: { say: text(200), tap: text(80), type: maybe(60) },
        make: () => ({ say: '', tap: '' }),
      },
      variants: {
        show: 'list',
        parts: { words: { show: 'data' }, slip: { show: 'data' }, start: { show: 'data' } },
        make: () => ({ words: {} }),
      },
    },
  },
];

/** A new block with every place of its form still empty. */
export function newBlock(kind: string, taken: readonly string[]): Record<string, unknown> {
  const block: Record<string, unknown> = { kind };
  for (const [key, shape] of Object.entries(BLOCKS[kind] ?? {})) {
    if ('optional' in shape && shape.optional) continue;
    if (key === 'id') block[key] = free(kind, taken);
    else if (shape.show === 'text' || shape.show === 'variable') block[key] = '';
    else if (shape.show === 'pick') block[key] = 'info';
    else if (shape.show === 'number') block[key] = shape.min;
  }
  return block;
}
