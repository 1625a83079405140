import {
  childOf,
  childrenOf,
  findAll,
  type Markup,
  MarkupFault,
  readXml,
  textOf,
} from '#platform/text/markup.ts';
import { FileFault, NotTaken, readEach, type Reading } from './exchanged.ts';
import { asVersion2, readQtiItem } from './qti.ts';
import { readTags } from './tags.ts';

export const MANIFEST = 'imsmanifest.xml';
export type QtiFormat = 'qti21' | 'qti30';

interface Resource {
  readonly href: string;
  readonly tags: readonly string[];
}

/**
 * The items of a QTI package. Tests and sections in it are left aside: our tests choose their questions themselves.
 *
 * @param files texts of the XML files, by their paths in the package
 * @throws MarkupFault, FileFault for a manifest that cannot be read
 */
export function readQtiPackage(files: ReadonlyMap<string, string>): Reading & { readonly format: QtiFormat } {
  const path = [...files.keys()].find((name) => name === MANIFEST || name.endsWith(`/${MANIFEST}`));
  if (path === undefined) throw new FileFault('unknown-format', MANIFEST);
  const folder = path.slice(0, -MANIFEST.length);
  const manifest = readXml(files.get(path)!);
  const resources = findAll(manifest, ({ name }) => name === 'resource');
  const items = resources.filter(({ attributes }) => attributes['type']?.startsWith('imsqti_item_xmlv'));
  const isVersion3 = items.some(({ attributes }) => attributes['type']!.includes('v3p'));
  const read = (resource: Resource) => {
    const text = files.get(folder + decodePath(resource.href));
    if (text === undefined) throw new NotTaken('missing-file', resource.href.slice(0, 80));
    const { item, left } = readQtiItem(asVersion2(xmlOf(text)));
    return { item: { ...item, facts: readTags(resource.tags).facts }, left };
  };
  return {
    format: isVersion3 ? 'qti30' : 'qti21',
    ...readEach(
      items.map(resourceOf),
      ({ href }, index) => ({ file: href.slice(0, 120), question: index + 1 }),
      read,
    ),
  };
}

/** One item without a package. @param root of the file, as it stands */
export function readQtiFile(root: Markup): Reading & { readonly format: QtiFormat } {
  const format = root.name.startsWith('qti-') ? 'qti30' : 'qti21';
  return {
    format,
    ...readEach(
      [root],
      () => ({ question: 1, line: 1 }),
      (one) => readQtiItem(asVersion2(one)),
    ),
  };
}

function resourceOf(resource: Markup): Resource {
  const file = childOf(resource, 'file');
  const metadata = childOf(resource, 'metadata');
  const keywords = metadata ? findAll(metadata, ({ name }) => name === 'keyword') : [];
  return {
    href: resource.attributes['href'] ?? file?.attributes['href'] ?? '',
    tags: keywords.flatMap((keyword) =>
      [...childrenOf(keyword, 'string'), ...childrenOf(keyword, 'langstring')].map(textOf),
    ),
  };
}

/** An item that is no XML is one item that is not taken. A document type refuses the whole package. */
function xmlOf(text: string): Markup {
  try {
    return readXml(text);
  } catch (error) {
    if (error instanceof MarkupFault && error.what === 'not-well-formed')
      throw new NotTaken('unreadable', `XML, ${error.line}`);
    throw error;
  }
}

function decodePath(href: string): string {
  try {
    return decodeURIComponent(href);
  } catch {
    return href;
  }
}
