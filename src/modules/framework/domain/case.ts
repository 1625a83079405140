import * as v from 'valibot';
import type { Framework } from './framework.ts';

/**
 * 1EdTech Competencies and Academic Standards Exchange (CASE) 1.1, JSON binding of CFPackage, as far as a framework
 * needs it: one document, items for domains, competences, levels and tiers, associations isChildOf. What CASE has no
 * place for (English names, marks of sources, notes) travels in `extensions.bdhvs`, which other readers pass over.
 */
const uuid = v.pipe(v.string(), v.uuid('must be a UUID'));
const text = (most: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(most));
const Link = v.object({
  title: v.optional(v.string(), ''),
  identifier: uuid,
  uri: v.optional(v.string(), ''),
});
const extensions = v.optional(v.record(v.string(), v.unknown()));

export const CFDocument = v.object({
  identifier: uuid,
  uri: v.optional(v.string()),
  caseVersion: v.optional(v.string()),
  creator: text(300),
  title: text(300),
  lastChangeDateTime: text(40),
  language: v.optional(v.string()),
  version: v.optional(v.string()),
  adoptionStatus: v.optional(v.string()),
  statusStartDate: v.optional(v.string()),
  notes: v.optional(v.string()),
  CFPackageURI: v.optional(v.unknown()),
  extensions,
});
export const CFItem = v.object({
  identifier: uuid,
  uri: v.optional(v.string()),
  fullStatement: text(2_000),
  humanCodingScheme: v.optional(v.string()),
  listEnumeration: v.optional(v.string()),
  CFItemType: v.optional(v.string()),
  notes: v.optional(v.string()),
  language: v.optional(v.string()),
  lastChangeDateTime: v.optional(v.string()),
  CFDocumentURI: v.optional(v.unknown()),
  extensions,
});
export type CFItem = v.InferOutput<typeof CFItem>;
export const CFAssociation = v.object({
  identifier: uuid,
  uri: v.optional(v.string()),
  associationType: text(60),
  sequenceNumber: v.optional(v.number()),
  originNodeURI: Link,
  destinationNodeURI: Link,
  lastChangeDateTime: v.optional(v.string()),
  CFDocumentURI: v.optional(v.unknown()),
});
export type CFAssociation = v.InferOutput<typeof CFAssociation>;
export const CFPackage = v.object({
  CFDocument,
  CFItems: v.pipe(v.array(CFItem), v.minLength(1), v.maxLength(2_000)),
  CFAssociations: v.pipe(v.array(CFAssociation), v.maxLength(4_000)),
  CFDefinitions: v.optional(v.unknown()),
  CFRubrics: v.optional(v.unknown()),
});
export type CFPackage = v.InferOutput<typeof CFPackage>;

export const ITEM_TYPES = {
  domain: 'Domain',
  competence: 'Competence',
  level: 'Level',
  tier: 'Tier',
} as const;

/** What makes the same identifier for the same name, everywhere and always. */
export type IdentifierOf = (name: string) => string;

/**
 * A framework as a CASE package.
 *
 * @param page address of the page that shows the framework; items are its anchors
 * @param packageUri address of the package itself
 */
export function toCase(
  framework: Framework,
  identifierOf: IdentifierOf,
  page: string,
  packageUri: string,
): CFPackage {
  const id = (name: string) => identifierOf(`${framework.id}/${name}`);
  const changed = `${framework.version}T00:00:00+00:00`;
  const document = { title: framework.title.vi, identifier: id('document'), uri: page };
  const items: CFItem[] = [];
  const associations: CFAssociation[] = [];
  const addItem = (
    type: (typeof ITEM_TYPES)[keyof typeof ITEM_TYPES],
    code: string,
    statement: string,
    own: Record<string, unknown>,
    parent: { title: string; identifier: string; uri: string },
    place: number,
  ) => {
    const node = {
      title: statement,
      identifier: id(`${type}/${code}`),
      uri: `${page}#${type.toLowerCase()}-${code}`,
    };
    items.push({
      identifier: node.identifier,
      uri: node.uri,
      fullStatement: statement,
      humanCodingScheme: code,
      listEnumeration: String(place),
      CFItemType: type,
      language: 'vi',
      lastChangeDateTime: changed,
      CFDocumentURI: document,
      extensions: { bdhvs: own },
    });
    associations.push({
      identifier: id(`${type}/${code}/isChildOf`),
      uri: `${node.uri}-child`,
      associationType: 'isChildOf',
      sequenceNumber: place,
      originNodeURI: node,
      destinationNodeURI: parent,
      lastChangeDateTime: changed,
      CFDocumentURI: document,
    });
    return node;
  };
  framework.domains.forEach((domain, at) => {
    const node = addItem(
      ITEM_TYPES.domain,
      domain.code,
      domain.name.vi,
      { en: domain.name.en },
      document,
      at + 1,
    );
    domain.competences.forEach(({ code, name, plain }, place) =>
      addItem(
        ITEM_TYPES.competence,
        code,
        name.vi,
        { en: name.en, ...(plain ? { plain } : {}) },
        node,
        place + 1,
      ),
    );
  });
  framework.levels.forEach((level, at) => {
    const node = addItem(
      ITEM_TYPES.level,
      level.code,
      level.name.vi,
      { en: level.name.en },
      document,
      framework.domains.length + at + 1,
    );
    for (const number of level.tiers) {
      const tier = framework.tiers.find((one) => one.tier === number);
      if (tier)
        addItem(ITEM_TYPES.tier, String(number), tier.summary.vi, { en: tier.summary.en }, node, number);
    }
  });
  return {
    CFDocument: {
      identifier: document.identifier,
      uri: page,
      caseVersion: '1.1',
      creator: framework.issuer,
      title: framework.title.vi,
      lastChangeDateTime: changed,
      language: 'vi',
      version: framework.version,
      adoptionStatus: 'Adopted',
      statusStartDate: framework.in_force,
      notes: framework.unverified.map((line) => line.vi).join(' '),
      CFPackageURI: { title: framework.title.vi, identifier: document.identifier, uri: packageUri },
      extensions: {
        bdhvs: {
          id: framework.id,
          en: framework.title.en,
          sources: framework.sources,
          unverified: framework.unverified,
        },
      },
    },
    CFItems: items,
    CFAssociations: associations,
  };
}
