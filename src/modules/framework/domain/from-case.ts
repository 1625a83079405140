import * as v from 'valibot';
import { Both, faultsOf, Framework, Source } from './framework.ts';
import { CFPackage, ITEM_TYPES, type CFItem } from './case.ts';

/** What we wrote into `extensions.bdhvs`; another system's package has none. */
const OwnDocument = v.object({
  id: v.optional(v.string()),
  en: v.optional(v.string()),
  sources: v.optional(v.array(Source)),
  unverified: v.optional(v.array(Both)),
});
const OwnItem = v.object({ en: v.optional(v.string()), plain: v.optional(Both) });

export type FromCase = { readonly framework: Framework } | { readonly faults: readonly string[] };

/**
 * Reads a CASE package as a framework: items right below the document are domains (or levels, by their CFItemType),
 * their children are competences (or tiers). Every fault is listed. A text that has no English form keeps its own.
 *
 * @param fallbackId id of the framework where the package does not carry ours
 */
export function fromCase(input: unknown, fallbackId: string): FromCase {
  const parsed = v.safeParse(CFPackage, input);
  if (!parsed.success)
    return {
      faults: parsed.issues
        .slice(0, 50)
        .map((issue) => `${v.getDotPath(issue) ?? 'package'}: ${issue.message}`),
    };
  const { CFDocument: document, CFItems: items, CFAssociations: associations } = parsed.output;
  const faults: string[] = [];
  const byId = new Map<string, CFItem>();
  for (const item of items) {
    if (byId.has(item.identifier)) faults.push(`item ${item.identifier} stands twice`);
    byId.set(item.identifier, item);
  }
  const children = new Map<string, { item: CFItem; place: number }[]>();
  const placed = new Set<string>();
  for (const {
    associationType,
    originNodeURI,
    destinationNodeURI,
    sequenceNumber,
    identifier,
  } of associations) {
    if (associationType !== 'isChildOf') continue;
    const item = byId.get(originNodeURI.identifier);
    const parent = destinationNodeURI.identifier;
    if (!item) faults.push(`association ${identifier}: no item ${originNodeURI.identifier}`);
    else if (parent !== document.identifier && !byId.has(parent))
      faults.push(`association ${identifier}: no item ${parent}`);
    else if (placed.has(item.identifier)) faults.push(`item ${codeOf(item)} has two parents`);
    else {
      placed.add(item.identifier);
      children.set(parent, [...(children.get(parent) ?? []), { item, place: sequenceNumber ?? 0 }]);
    }
  }
  for (const item of items)
    if (!placed.has(item.identifier)) faults.push(`item ${codeOf(item)} has no parent`);
  const below = (id: string) =>
    (children.get(id) ?? []).toSorted((left, right) => left.place - right.place).map(({ item }) => item);
  const top = below(document.identifier);
  const own = ownOf(OwnDocument, document.extensions);
  const levels = top.filter((item) => item.CFItemType === ITEM_TYPES.level);
  if (levels.length === 0)
    faults.push('the package has no items of type Level with items of type Tier below them');
  const tiers = levels.flatMap((level) => below(level.identifier));
  const reached = new Set([...top, ...top.flatMap((item) => below(item.identifier))]);
  for (const item of items) {
    if (placed.has(item.identifier) && !reached.has(item)) {
      faults.push(`item ${codeOf(item)} stands deeper than a competence, or in a circle`);
    }
  }
  const candidate = {
    id: own.id ?? fallbackId,
    current: false,
    version: document.version ?? document.lastChangeDateTime.slice(0, 10),
    in_force: document.statusStartDate ?? document.lastChangeDateTime.slice(0, 10),
    title: { vi: document.title, en: own.en ?? document.title },
    issuer: document.creator,
    sources: own.sources ?? [{ what: `CASE ${document.uri ?? document.identifier}`, mark: 'secondary' }],
    unverified: own.unverified ?? [],
    levels: levels.map((item) => ({
      code: codeOf(item),
      name: both(item),
      tiers: below(item.identifier).map((tier) => Number(codeOf(tier))),
    })),
    tiers: tiers.map((item) => ({ tier: Number(codeOf(item)), summary: both(item) })),
    domains: top
      .filter((item) => item.CFItemType !== ITEM_TYPES.level)
      .map((item) => ({
        code: codeOf(item),
        name: both(item),
        competences: below(item.identifier).map((competence) => {
          const { plain } = ownOf(OwnItem, competence.extensions);
          return { code: codeOf(competence), name: both(competence), ...(plain ? { plain } : {}) };
        }),
      })),
  };
  const checked = v.safeParse(Framework, candidate);
  if (!checked.success)
    faults.push(...checked.issues.map((issue) => `${v.getDotPath(issue) ?? 'framework'}: ${issue.message}`));
  else faults.push(...faultsOf(checked.output));
  return faults.length > 0 || !checked.success
    ? { faults: faults.slice(0, 50) }
    : { framework: checked.output };
}

const codeOf = (item: CFItem): string => item.humanCodingScheme ?? item.identifier;

const both = (item: CFItem) => ({
  vi: item.fullStatement,
  en: ownOf(OwnItem, item.extensions).en ?? item.fullStatement,
});

function ownOf<const S extends v.GenericSchema<unknown, object>>(
  schema: S,
  extensions: Record<string, unknown> | undefined,
) {
  const parsed = v.safeParse(schema, extensions?.['bdhvs']);
  return (parsed.success ? parsed.output : {}) as Partial<v.InferOutput<S>>;
}
