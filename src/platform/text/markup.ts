import { defaultTreeAdapter, parseFragment, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import { SaxesParser } from 'saxes';

/** An element of XML or HTML. Names are without prefix; the case is the file's. */
export interface Markup {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (Markup | string)[];
  /** 1-based line on which the element begins. */
  readonly line: number;
}

/** Why a file in XML is not read, and where. */
export class MarkupFault extends Error {
  readonly what: 'declares-entities' | 'not-well-formed' | 'too-deep' | 'too-many-parts';
  readonly line: number;
  constructor(what: MarkupFault['what'], line: number) {
    super(`${what} in line ${line}`);
    this.what = what;
    this.line = line;
  }
}

/** Our own choice: many times what a bank of a thousand questions needs. */
const LIMITS = { depth: 64, parts: 400_000 };

const bare = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Reads XML without a document type: nothing in it can name files, or declare entities that grow.
 *
 * @throws MarkupFault
 */
export function readXml(text: string): Markup {
  type Open = {
    name: string;
    attributes: Record<string, string>;
    children: (Markup | string)[];
    line: number;
  };
  const open: Open[] = [];
  let root: Markup | undefined;
  let parts = 0;
  const parser = new SaxesParser();
  const count = () => {
    parts += 1;
    if (parts > LIMITS.parts) throw new MarkupFault('too-many-parts', parser.line);
  };
  const say = (words: string) => {
    if (words !== '') open.at(-1)?.children.push(words);
  };
  parser.on('doctype', () => {
    throw new MarkupFault('declares-entities', parser.line);
  });
  parser.on('error', () => {
    throw new MarkupFault('not-well-formed', parser.line);
  });
  parser.on('opentag', ({ name, attributes }) => {
    count();
    if (open.length >= LIMITS.depth) throw new MarkupFault('too-deep', parser.line);
    const kept = Object.entries(attributes).map(([key, value]) => [bare(key), String(value)]);
    open.push({
      name: bare(name),
      attributes: Object.fromEntries(kept) as Record<string, string>,
      children: [],
      line: parser.line,
    });
  });
  parser.on('text', say);
  parser.on('cdata', say);
  parser.on('closetag', () => {
    const done = open.pop()!;
    if (open.length > 0) open.at(-1)!.children.push(done);
    else root = done;
  });
  parser.write(text).close();
  return root ?? raise(new MarkupFault('not-well-formed', 1));
}

/** Reads a piece of HTML as a browser would, however carelessly it was written. Nothing of it is run or fetched. */
export function readHtml(text: string): Markup {
  const take = (node: Tree.ParentNode, depth: number): (Markup | string)[] =>
    node.childNodes.flatMap((child): (Markup | string)[] => {
      if (defaultTreeAdapter.isTextNode(child)) return [child.value];
      if (!defaultTreeAdapter.isElementNode(child)) return [];
      const attributes = Object.fromEntries(child.attrs.map(({ name, value }) => [name, value]));
      const inside = 'content' in child ? (child as Tree.Template).content : child;
      const children = depth < LIMITS.depth ? take(inside, depth + 1) : [];
      return [{ name: child.tagName, attributes, children, line: 1 }];
    });
  return { name: 'div', attributes: {}, children: take(parseFragment(text), 0), line: 1 };
}

/** The text inside, as it stands. */
export function textOf({ children }: Markup): string {
  return children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}

/** Elements of this name directly inside. */
export function childrenOf({ children }: Markup, name: string): Markup[] {
  return children.filter((child): child is Markup => typeof child !== 'string' && child.name === name);
}

export function childOf(node: Markup, name: string): Markup | undefined {
  return childrenOf(node, name)[0];
}

/** Elements that fit, at any depth, in order; what stands inside one that fits is looked through too. */
export function findAll(node: Markup, fits: (node: Markup) => boolean): Markup[] {
  return node.children.flatMap((child) =>
    typeof child === 'string' ? [] : [...(fits(child) ? [child] : []), ...findAll(child, fits)],
  );
}

/** Text as it stands between tags or in an attribute. */
export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function raise(fault: Error): never {
  throw fault;
}
