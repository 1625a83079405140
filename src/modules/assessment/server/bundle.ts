import type { Scene } from '#modules/practice/index.ts';
import { targetGroups } from '#modules/framework/index.ts';
import { practiceKind } from '#modules/practice/server.ts';
import {
  entriesOf,
  type ContentKind,
  type Entry,
  type Fault,
  type Release,
} from '#platform/content/release.ts';
import type { Services } from '#platform/http/context.ts';
import * as v from 'valibot';
import { plainFaults } from '#platform/text/plain/content-faults.ts';
import { prepareBank, type Bank } from '../domain/bank.ts';
import { checkBlueprint, type Unmeetable } from '../domain/check-blueprint.ts';
import { competenceOfItem, ItemFile, type Item } from '../domain/item.ts';
import { passagesOfItem } from '../domain/passages.ts';
import { checkRegister } from '../domain/register.ts';
import { rehearseForm } from '../domain/rehearse-form.ts';
import { isFor, RuleSet } from '../domain/rules.ts';
import { checkTask } from '../domain/check-task.ts';
import { checkItem } from '../domain/templates/check-item.ts';
import { allVariants } from '../domain/templates/vary.ts';
import { digestOf, signBundle } from './bundle-signature.ts';
import { findBundle, insertBundle } from './bundle.store.ts';
import { codeHash } from './code-hash.ts';
import { evidenceFaults } from './evidence.ts';

/** Every variant is read, since each is what somebody sees. */
const readingsOf = ({ items }: ItemFile) =>
  items.flatMap((item, index) =>
    allVariants(item).map((variant) => ({ passages: passagesOfItem(variant, index), tier: item.tier })),
  );

/** A fault that all variants share is told once. */
const once = (faults: readonly Fault[]): Fault[] => [
  ...new Map(faults.map((fault) => [`${fault.path} ${fault.line} ${fault.what}`, fault])).values(),
];

export const itemKind: ContentKind<ItemFile> = {
  name: 'items',
  files: 'items/*.yaml',
  schema: ItemFile,
  check: (entries) => entries.flatMap(checkFile),
  rehearse: (entries, release) => {
    const broken = entries.flatMap((entry) => checkItems(entry, release));
    return broken.length > 0 ? broken : once(plainFaults('error', entries, release, readingsOf));
  },
  warn: (entries, release) => once(plainFaults('warn', entries, release, readingsOf)),
};

function checkFile({ path, value, lineOf }: Entry<ItemFile>): Fault[] {
  const ids = value.items.map(({ id }) => id);
  const isNamed = path === `items/${value.competence}.yaml`;
  return [
    ...(isNamed
      ? []
      : [{ path, line: 0, what: `competence ${value.competence} differs from the file's name` }]),
    ...checkRegister(value.competence, value.register, ids).map(({ entry, what }) => ({
      path,
      line: lineOf?.(['register', entry]) ?? 0,
      what: `register.${entry}: ${what}`,
    })),
  ];
}

function checkItems({ path, value, lineOf }: Entry<ItemFile>, release: Release): Fault[] {
  return value.items.flatMap((item, index) =>
    [
      ...checkItem(item),
      ...(item.type === 'perform' ? checkTask(item, sceneOf(release, item.scene)) : []),
    ].map((what) => ({
      path,
      line: lineOf?.(['items', index]) ?? 0,
      what: `${item.id}: ${what}`,
    })),
  );
}

export const ruleKind: ContentKind<RuleSet> = {
  name: 'rules',
  files: 'rules/*.yaml',
  schema: RuleSet,
  check: (entries, release) => checkRules(entries, release, checkBlueprint),
  rehearse: (entries, release) => [
    ...checkRules(entries, release, rehearseForm),
    ...evidenceFaults(entries, release),
  ],
};

/** A rule set that its bank cannot meet is told at publication, not in somebody's test. */
function checkRules(
  entries: readonly Entry<RuleSet>[],
  release: Release,
  find: (rules: RuleSet, bank: Bank) => readonly Unmeetable[],
): Fault[] {
  const bank = bankOf('check', itemsOf(release));
  return entries.flatMap(({ path, value }) =>
    find(value, bank).map((fault) => ({ path, line: 0, what: `cannot be met: ${JSON.stringify(fault)}` })),
  );
}

/**
 * What these rules cannot have from the bank they would be played on; empty when they can be chosen.
 *
 * @param broken - items taken out of tests for now
 */
export function unmetBy({ rules, bank, items }: Bundle, broken: ReadonlySet<string>): Unmeetable[] {
  const left = [...broken].some((id) => items.has(id))
    ? bankOf(
        'left',
        [...items.values()].filter(({ id }) => !broken.has(id)),
      )
    : bank;
  const faults = checkBlueprint(rules, left);
  return faults.length > 0 ? faults : rehearseForm(rules, left);
}

/** Items, parameters and rules frozen together; what a session needs to go on, or to be played again. */
export interface Bundle {
  /** Digest of items, rules and code. */
  readonly id: string;
  /** Digest of items and rules alone: what counts of exposure go by. */
  readonly content: string;
  /** Digest of the engine's source; undefined in bundles from before it was noted. */
  readonly code: string | undefined;
  /** Live items, which are scored, and those on trial, which are not. */
  readonly bank: Bank;
  /** Live and trial items, as written. */
  readonly items: ReadonlyMap<string, Item>;
  readonly rules: RuleSet;
}

/** Live and trial items: nothing else is ever shown, but in tests that began when it was. */
const itemsOf = (release: Release): Item[] =>
  entriesOf(release, itemKind)
    .flatMap(({ value }) => value.items)
    .filter(({ state = 'live' }) => state === 'live' || state === 'trial')
    .flatMap((item) => withScene(item, release));

/** A task together with its scene, since both decide what a session meets; left out where nothing is practised. */
function withScene(item: Item, release: Release): Item[] {
  if (item.type !== 'perform') return [item];
  const scene = sceneOf(release, item.scene);
  return scene ? [{ ...item, played: scene }] : [];
}

function sceneOf(release: Release, id: string): Scene | undefined {
  const file = entriesOf(release, practiceKind).find(({ value }) => value.id === id)?.value;
  return file?.kind === 'scene' ? file : undefined;
}

function bankOf(release: string, items: readonly Item[]): Bank {
  return prepareBank(
    release,
    items.map(({ id, type, discrimination, difficulty, guessing, tier, state }) => ({
      id,
      competence: competenceOfItem(id),
      discrimination,
      difficulty,
      guessing,
      tier,
      ...(type === 'perform' ? { task: true } : {}),
      ...(state === 'trial' ? { pretest: true } : {}),
    })),
  );
}

interface BundleBody {
  readonly items: readonly Item[];
  readonly rules: RuleSet;
}

function makeBundle(names: Pick<Bundle, 'id' | 'content' | 'code'>, { items, rules }: BundleBody): Bundle {
  const byId = new Map(items.map((item) => [item.id, item]));
  return { ...names, bank: bankOf(names.id, items), items: byId, rules };
}

/** As many hex digits as tell any two bundles apart. */
const idOf = (value: unknown): string => digestOf(value).slice(0, 32);

/** A bundle of these items and rules and the code that runs here. */
export function bundleOf(items: readonly Item[], rules: RuleSet): Bundle {
  const body: BundleBody = { items, rules };
  const code = codeHash();
  return makeBundle({ id: idOf({ ...body, code }), content: idOf(body), code }, body);
}

/** Which rules a target group is tested by where no unit chose others; see rules-of-person.ts. */
const RULES_OF_GROUP: Readonly<Record<string, string>> = {
  citizens: 'adaptive-citizens-v2',
  students: 'adaptive-students-v1',
  officials: 'adaptive-officials-v1',
  workers: 'adaptive-workers-v1',
};
export const groupsWithTest = Object.keys(RULES_OF_GROUP);

/** Name of a target group, or its code when the framework in force does not know it. */
export function groupName(release: Release, code: string): { vi: string; en: string } {
  const group = targetGroups(release).groups.find((one) => one.code === code);
  return group?.name ?? { vi: code, en: code };
}

/** The bundles of this process, by their database: those in force, and older ones that sessions still name. */
const known = new WeakMap<object, Map<string, Bundle>>();
const inForce = new WeakMap<Release, Map<string, Bundle>>();

function bundlesOf(db: object): Map<string, Bundle> {
  let bundles = known.get(db);
  if (!bundles) known.set(db, (bundles = new Map()));
  return bundles;
}

/** The bundle new sessions of this group begin with where no unit chose other rules. */
export function currentBundle(release: Release, group: string): Bundle | undefined {
  const rules = RULES_OF_GROUP[group];
  return rules === undefined ? undefined : bundleOfRules(release, rules);
}

/** The bundle of a rule set; undefined when this release has no such rules. */
export function bundleOfRules(release: Release, ruleSet: string): Bundle | undefined {
  let bundles = inForce.get(release);
  if (!bundles) inForce.set(release, (bundles = new Map()));
  const ready = bundles.get(ruleSet);
  if (ready) return ready;
  const rules = entriesOf(release, ruleKind).find(({ value }) => value.id === ruleSet)?.value;
  if (!rules) return undefined;
  const bundle = bundleOf(itemsOf(release), rules);
  bundles.set(ruleSet, bundle);
  return bundle;
}

/** The bundle of a rule set that people of this group may be tested by. */
export function rulesForGroup(release: Release, ruleSet: string, group: string): Bundle | undefined {
  const bundle = groupsWithTest.includes(group) ? bundleOfRules(release, ruleSet) : undefined;
  return bundle && isFor(bundle.rules, group) ? bundle : undefined;
}

/** All rule sets of a release that a unit may choose from, in the order of their ids. */
export function bundlesIn(release: Release): Bundle[] {
  const ids = entriesOf(release, ruleKind)
    .map(({ value }) => value.id)
    .sort();
  return ids.flatMap((id) => bundleOfRules(release, id) ?? []);
}

/** Writes down the bundles in force, so that a session outlives the release that it began with. */
export async function freezeBundles(services: Services): Promise<void> {
  await freezeBundlesOf(services, services.content());
}

/** The same for a release that is about to be in force. */
export async function freezeBundlesOf(services: Services, release: Release): Promise<void> {
  for (const bundle of bundlesIn(release)) {
    bundlesOf(services.db).set(bundle.id, bundle);
    await freezeBundle(services, bundle);
  }
}

/** Signs a bundle and writes it down; one that is there stays as it is. */
export async function freezeBundle(services: Services, bundle: Bundle): Promise<void> {
  await insertBundle(services.db, {
    id: bundle.id,
    body: JSON.stringify({ items: [...bundle.items.values()], rules: bundle.rules }),
    content: bundle.content,
    code: bundle.code ?? null,
    signature: signBundle(services.master, bundle.id),
    created_at: services.now(),
  });
}

/** The bundle a session names. @throws Error when it is gone, or holds something else: the database was tampered with */
export async function getBundle(db: Services['db'], id: string): Promise<Bundle> {
  const bundle = await findKnownBundle(db, id);
  if (!bundle) throw new Error(`assessment bundle ${id} is missing`);
  return bundle;
}

export async function findKnownBundle(db: Services['db'], id: string): Promise<Bundle | undefined> {
  const bundles = bundlesOf(db);
  const ready = bundles.get(id);
  if (ready) return ready;
  const row = await findBundle(db, id);
  if (!row) return undefined;
  const body = row.body as BundleBody;
  if (row.code && idOf({ ...body, code: row.code }) !== id)
    throw new Error(`assessment bundle ${id} is not what it was signed as`);
  // Rules of an older bundle know less; what they leave out has its default.
  const rules = v.parse(RuleSet, body.rules);
  const names = { id, content: row.content ?? id, code: row.code ?? undefined };
  const bundle = makeBundle(names, { items: body.items, rules });
  bundles.set(id, bundle);
  return bundle;
}
