import { safePath } from './archive-rules.ts';
import type { Course, Part } from './course.ts';
import { refusePackage } from './refusals.ts';

/** An element of `imsmanifest.xml` without prefixes: attributes begin with `@`, text is under `#text`. */
type Element = Readonly<Record<string, unknown>>;

interface Resource {
  readonly href: string;
  readonly tells: boolean;
}

/** Deeper than any table of contents that a person could read. */
const DEEPEST = 12;
const MOST_PARTS = 300;

/**
 * The course that a SCORM 1.2 or 2004 manifest describes: the parts of its default organisation in reading order.
 * Rules of sequence of SCORM 2004 are not followed: a learner may open any part.
 *
 * @param files paths of the package
 * @throws Refusal with the reason and its place in the manifest
 */
export function readManifest(document: unknown, files: ReadonlySet<string>): Course {
  const manifest = childOf(document, 'manifest') ?? refusePackage('manifest-broken', 'manifest');
  const base = attribute(manifest, 'base');
  const resources = readResources(manifest, base);
  const organisation = defaultOrganisation(manifest);
  const parts = organisation ? listParts(organisation, resources) : [];
  // A package without a table of contents has one part: the first resource that can be opened.
  if (parts.length === 0) {
    const first = [...resources].find(([, { href }]) => href !== '');
    if (!first) refusePackage('nothing-to-open', 'organizations');
    const [id, { href, tells }] = first!;
    parts.push({ id, title: '', href, tells, mastery: null, launch: '' });
  }
  for (const { href, id } of parts) {
    const path = fileOf(href);
    if (!files.has(path)) refusePackage('missing-file', `${id}: ${path}`);
  }
  return {
    kind: versionOf(manifest),
    title: textOf(organisation ? childOf(organisation, 'title') : undefined),
    parts: named(parts),
  };
}

/** Which SCORM a manifest says it is; where it says nothing, by its schemas. */
function versionOf(manifest: Element): 'scorm12' | 'scorm2004' {
  const metadata = childOf(manifest, 'metadata');
  const told = textOf(metadata && childOf(metadata, 'schemaversion'));
  if (/^1\.[12]/.test(told)) return 'scorm12';
  if (/2004|CAM|1\.3/i.test(told)) return 'scorm2004';
  return /adlcp_v1p3/i.test(JSON.stringify(manifest)) ? 'scorm2004' : 'scorm12';
}

function readResources(manifest: Element, base: string): Map<string, Resource> {
  const holder = childOf(manifest, 'resources') ?? refusePackage('nothing-to-open', 'resources');
  const found = new Map<string, Resource>();
  for (const one of childrenOf(holder!, 'resource')) {
    const href = attribute(one, 'href');
    const id = attribute(one, 'identifier');
    if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(href))
      refusePackage('outside-address', `${id}: ${href.slice(0, 120)}`);
    const full = href && `${base}${attribute(holder!, 'base')}${attribute(one, 'base')}${href}`;
    found.set(id, { href: full, tells: /^sco$/i.test(attribute(one, 'scormtype', 'scormType')) });
  }
  return found;
}

function defaultOrganisation(manifest: Element): Element | undefined {
  const holder = childOf(manifest, 'organizations');
  const all = holder ? childrenOf(holder, 'organization') : [];
  const wanted = holder && attribute(holder, 'default');
  return all.find((one) => attribute(one, 'identifier') === wanted) ?? all[0];
}

function listParts(organisation: Element, resources: ReadonlyMap<string, Resource>): Part[] {
  const parts: Part[] = [];
  const walk = (element: Element, depth: number): void => {
    if (depth > DEEPEST) refusePackage('manifest-broken', 'organization');
    for (const item of childrenOf(element, 'item')) {
      const resource = resources.get(attribute(item, 'identifierref'));
      if (resource?.href && attribute(item, 'isvisible') !== 'false') parts.push(toPart(item, resource));
      if (parts.length > MOST_PARTS) refusePackage('manifest-broken', 'organization');
      walk(item, depth + 1);
    }
  };
  walk(organisation, 0);
  return parts;
}

function toPart(item: Element, resource: Resource): Part {
  const mastery = textOf(childOf(item, 'masteryscore'));
  return {
    id: attribute(item, 'identifier').slice(0, 120),
    title: textOf(childOf(item, 'title')).slice(0, 200),
    href: withParameters(resource.href, attribute(item, 'parameters')),
    tells: resource.tells,
    mastery: mastery === '' || !Number.isFinite(Number(mastery)) ? null : Number(mastery),
    launch: textOf(childOf(item, 'datafromlms') ?? childOf(item, 'dataFromLMS')).slice(0, 4_000),
  };
}

/** As the content aggregation model of SCORM 2004 (3.4.1.11) joins parameters to an address. */
function withParameters(href: string, parameters: string): string {
  const told = parameters.replace(/^[?&]+/, '');
  if (told === '') return href;
  if (told.startsWith('#')) return href.includes('#') ? href : href + told;
  return `${href}${href.includes('?') ? '&' : '?'}${told}`;
}

/** The file that an address of the manifest means. @throws Refusal packages/hostile-path */
function fileOf(href: string): string {
  const path = href.split(/[?#]/)[0]!.replaceAll('\\', '/').replace(/^\.\//, '');
  try {
    return safePath(decodeURIComponent(path));
  } catch (error) {
    if (error instanceof URIError) return refusePackage('manifest-broken', href.slice(0, 120));
    throw error;
  }
}

/** Every part has a name of its own: what a learner did is kept under it. */
function named(parts: readonly Part[]): Part[] {
  const used = new Set<string>();
  return parts.map((part, index) => {
    const id = part.id && !used.has(part.id) ? part.id : `${part.id}#${index + 1}`;
    used.add(id);
    return { ...part, id, href: part.href.replaceAll('\\', '/').replace(/^\.\//, '') };
  });
}

function childOf(element: unknown, name: string): Element | undefined {
  return childrenOf(element, name)[0];
}

function childrenOf(element: unknown, name: string): Element[] {
  if (typeof element !== 'object' || element === null) return [];
  const found = (element as Element)[name];
  const all = Array.isArray(found) ? found : found === undefined ? [] : [found];
  return all.map((one) => (typeof one === 'object' && one !== null ? (one as Element) : { '#text': one }));
}

function attribute(element: Element, ...names: readonly string[]): string {
  for (const name of names) {
    const value = element[`@${name}`];
    if (typeof value === 'string') return value.trim();
  }
  return '';
}

function textOf(element: Element | undefined): string {
  const text = element?.['#text'];
  return typeof text === 'string' || typeof text === 'number'
    ? String(text).replaceAll(/\s+/g, ' ').trim()
    : '';
}
