import { describe, expect, it } from 'vitest';
import { mentionsOf, pickWords, wordsCalls } from './words-used.ts';

const component = (body: string, imports = '') => `
  import { useWords } from '#platform/client/words.ts';
  import { messages } from './words.ts';
  ${imports}
  export default function Shown(props) { const t = useWords(messages); ${body} }`;
const told = (code: string) => wordsCalls(code).length === 1;
const words = { 'step.back': 'a', 'step.next': 'b', 'level.ok': 'c', 'level.strong': 'd', other: 'e' };
const kept = (code: string) => Object.keys(pickWords(words, [mentionsOf(code)]));

describe('words a component can ask for', () => {
  it('are those it names, alone, in a choice or in a list', () => {
    const code = component(`t('step.back'); t(props.last ? 'other' : 'step.next');`);
    expect(told(code)).toBe(true);
    expect(kept(code)).toEqual(['step.back', 'step.next', 'other']);
  });
  it('are all that begin like a template', () => {
    const code = component('t(`level.${props.level}`)');
    expect(told(code)).toBe(true);
    expect(kept(code)).toEqual(['level.ok', 'level.strong']);
  });
  it('include those of a helper that gets the function', () => {
    const [call] = wordsCalls(component('sayOf(props, t)', `import { sayOf } from './say.ts';`));
    expect(call?.givenTo).toEqual(['./say.ts']);
    expect(kept(`export const sayOf = (one, t) => t('level.ok');`)).toEqual(['level.ok']);
  });
  it('take the place of the catalogue, and of nothing else', () => {
    const code = component(`t('other')`);
    const [call] = wordsCalls(code);
    expect(code.slice(call!.start - 9, call!.end + 1)).toBe('useWords(messages)');
  });
  it.each([
    ['a key that is worked out', 't(props.key)'],
    ['a template without a word of its own', 't(`${props.key}`)'],
    ['a function that stands in the same file', 'const say = (t) => t(props.key); say(t)'],
    ['a property that somebody may call', 'props.onready({ t })'],
    ['the catalogue used for more', `t('other'); if (props.key in messages.vi) return`],
    ['two catalogues under one name', 'function inner() { const t = useWords(messages); }'],
  ])('are the whole catalogue with %s', (_, body) => expect(told(component(body))).toBe(false));
});
