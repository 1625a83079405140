import { parseAst, type ESTree } from 'vite';

/** Which words a file may ask for: those named, and those that begin and end like a template. */
export interface Mentions {
  readonly keys: ReadonlySet<string>;
  readonly patterns: readonly RegExp[];
}

/** One `const t = useWords(catalogue)`: where the catalogue stands in the text, and where else `t` is given to. */
export interface WordsCall {
  readonly catalogue: string;
  readonly start: number;
  readonly end: number;
  /** Functions that get `t`, by the file they come from: what they mention counts too. */
  readonly givenTo: readonly string[];
}

type Node = ESTree.Node & { readonly start: number; readonly end: number };
type Visit = (node: any, parent: any, slot: string) => void;

/**
 * The calls of `useWords` in a file whose words can be told from its text. A call is left out, and keeps its whole
 * catalogue, when a key is worked out in a way that cannot be read here, or the catalogue is used for anything else.
 */
export function wordsCalls(code: string): WordsCall[] {
  const program = parseAst(code);
  const imported = importsOf(program);
  const calls: (WordsCall & { readonly t: string })[] = [];
  walk(program, (node) => {
    if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier') return;
    const { init } = node;
    if (init?.type !== 'CallExpression' || init.callee.name !== 'useWords') return;
    const [given] = init.arguments;
    if (init.arguments.length !== 1 || given.type !== 'Identifier' || !imported.has(given.name)) return;
    calls.push({ t: node.id.name, catalogue: given.name, start: given.start, end: given.end, givenTo: [] });
  });
  return calls.flatMap(({ t, ...call }) => {
    const sameName = calls.filter((one) => one.t === t || one.catalogue === call.catalogue);
    if (sameName.length > 1) return [];
    const givenTo = new Set<string>();
    let told = true;
    walk(program, (node, parent, slot) => {
      if (node.type !== 'Identifier' || isOnlyAName(parent, slot)) return;
      if (node.name === call.catalogue)
        told &&= node.start === call.start || parent.type.startsWith('Import');
      if (node.name !== t || (parent.type === 'VariableDeclarator' && slot === 'id')) return;
      if (parent.type !== 'CallExpression') told = false;
      else if (slot === 'callee') told &&= isReadable(parent.arguments[0]);
      else if (imported.has(parent.callee.name)) givenTo.add(imported.get(parent.callee.name)!);
      else told = false;
    });
    return told ? [{ ...call, givenTo: [...givenTo] }] : [];
  });
}

/** Every text of a file that may be a key, whatever it is used for: rather one word too many than one too few. */
export function mentionsOf(code: string, language: 'js' | 'ts' = 'js'): Mentions {
  const keys = new Set<string>();
  const patterns: RegExp[] = [];
  walk(parseAst(code, { lang: language }), (node) => {
    if (node.type === 'Literal' && typeof node.value === 'string') keys.add(node.value);
    if (node.type !== 'TemplateLiteral') return;
    const parts = node.quasis.map((quasi: any) => quasi.value.cooked as string);
    if (parts.length === 1) keys.add(parts[0]);
    // What holds no word at all is no key, but would be like each of them.
    else if (/\w/.test(parts.join(''))) patterns.push(new RegExp(`^${parts.map(escaped).join('.*')}$`));
  });
  return { keys, patterns };
}

/** The part of a catalogue that these mentions may ask for. */
export function pickWords(
  words: Readonly<Record<string, string>>,
  mentions: readonly Mentions[],
): Record<string, string> {
  const asked = (key: string) =>
    mentions.some(({ keys, patterns }) => keys.has(key) || patterns.some((pattern) => pattern.test(key)));
  return Object.fromEntries(Object.entries(words).filter(([key]) => asked(key)));
}

/** Local name → the file it is imported from, as written. */
export function importsOf(program: ESTree.Program): Map<string, string> {
  return new Map(
    program.body.flatMap((node: any) =>
      node.type === 'ImportDeclaration'
        ? node.specifiers.map((one: any) => [one.local.name, node.source.value] as const)
        : [],
    ),
  );
}

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** A text, a template, or a choice between such. */
function isReadable(node: any): boolean {
  if (!node) return false;
  if (node.type === 'Literal') return typeof node.value === 'string';
  if (node.type === 'TemplateLiteral') return node.quasis.some((quasi: any) => /\w/.test(quasi.value.cooked));
  if (node.type === 'ConditionalExpression') return isReadable(node.consequent) && isReadable(node.alternate);
  return node.type === 'ParenthesizedExpression' && isReadable(node.expression);
}

/** `one.t` and `{ t: … }` name a property, not the function. */
const isOnlyAName = (parent: any, slot: string): boolean =>
  (parent.type === 'MemberExpression' && slot === 'property' && !parent.computed) ||
  (parent.type === 'Property' && slot === 'key' && !parent.shorthand && !parent.computed);

function walk(root: ESTree.Program, visit: Visit): void {
  const go = (node: Node, parent: unknown, slot: string): void => {
    visit(node, parent, slot);
    for (const [name, value] of Object.entries(node)) {
      for (const child of Array.isArray(value) ? value : [value])
        if (child && typeof child === 'object' && typeof child.type === 'string') go(child, node, name);
    }
  };
  go(root as Node, root, '');
}
