import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fold } from '#platform/text/fold.ts';
import { entriesOf, type Release } from '#platform/content/release.ts';
import type { Tx } from '#platform/database/connect.ts';
import type { Services } from '#platform/http/context.ts';
import { readNationalList, type NationalList } from '../domain/national-list.ts';
import { communeId, nationalKinds, provinceId, type Unit } from '../domain/unit.ts';
import { compareCounts, unitListKind, type UnitList } from '../domain/unit-list.ts';
import { insertTree } from './closure.store.ts';
import { readLoaded, replacePredecessors, upsertAlias, writeLoaded } from './names.store.ts';
import type { OrganisationsTables } from './tables.ts';
import { forgetTree } from './tree.ts';
import {
  insertClosing,
  insertUnits,
  listUnits,
  lockHead,
  replaceName,
  replaceParent,
  writeHead,
} from './units.store.ts';

type Say = (line: string) => void;
type Writer = Tx<OrganisationsTables>;

export interface Loaded {
  readonly added: number;
  readonly renamed: number;
  readonly moved: number;
  readonly closed: number;
  readonly predecessors: number;
}

/** What is on disk: the list of the content release and the package that it names. */
export interface UnitSource {
  readonly list: UnitList;
  readonly file: Buffer;
  /** SHA-256 of both. */
  readonly digest: string;
}

/** @throws Error when the content holds no list of units */
export function readUnitSource(release: Release): UnitSource {
  const list = entriesOf(release, unitListKind).at(-1)?.value;
  if (!list) throw new Error('content/units holds no list of units');
  const file = readFileSync(createRequire(import.meta.url).resolve(`${list.package}/address.json`));
  const digest = createHash('sha256').update(file).update(JSON.stringify(list)).digest('hex');
  return { list, file, digest };
}

/**
 * Loads the national list: adds new units, renames, moves and closes units of the list from its first day on. What staff
 * have added stays. Loading the same list again changes nothing.
 *
 * @throws Error with one line a fault when the list does not have the expected numbers
 */
export async function loadUnits(
  services: Pick<Services, 'db' | 'content'>,
  say: Say = () => {},
): Promise<Loaded> {
  const { list, file, digest } = readUnitSource(services.content());
  const national = readNationalList(JSON.parse(file.toString('utf8')), list.valid_from);
  const faults = compareCounts(national.units, list);
  if (faults.length > 0) throw new Error(`content/units/${list.id}.yaml: ${faults.join('; ')}`);
  for (const note of national.notes) say(note);
  const loaded = await applyNationalList(services, national, list, digest);
  say(
    `${loaded.added} units added, ${loaded.renamed} renamed, ${loaded.moved} moved, ${loaded.closed} closed.`,
  );
  return loaded;
}

/** At start-up: loads when the database has not seen this list. */
export async function loadUnitsOnce(services: Pick<Services, 'db' | 'content' | 'log'>): Promise<void> {
  const { digest } = readUnitSource(services.content());
  if ((await readLoaded(services.db)) === digest) return;
  await loadUnits(services, (line) => services.log.info(line));
}

/** Writes a list in one transaction; a second loader waits, then finds nothing to do. */
export async function applyNationalList(
  { db }: Pick<Services, 'db'>,
  national: NationalList,
  list: UnitList,
  digest: string,
): Promise<Loaded> {
  const loaded = await db.transaction().execute(async (tx: Writer) => {
    const revision = await lockHead(tx, 'revision');
    const before = new Map((await listUnits(tx)).map((unit) => [unit.id, unit]));
    const changes = compareUnits(before, national.units);
    await insertUnits(tx, changes.added);
    for (const unit of changes.renamed) await replaceName(tx, unit, list.valid_from);
    for (const unit of changes.moved) await replaceParent(tx, unit.id, unit.parentId!, list.valid_from);
    const successors = successorsOf(list);
    for (const unit of changes.closed) {
      const successorId = successors.get(unit.id) ?? null;
      await insertClosing(tx, { unitId: unit.id, closedOn: list.valid_from, successorId, reason: list.id });
      // Who lives in a unit that is no more is counted where it went: it stands below its successor from that day on. What
      // was split stays where it stood until its people say where they live.
      if (successorId !== null) await replaceParent(tx, unit.id, successorId, list.valid_from);
    }
    const merged = changes.closed.some((unit) => successors.has(unit.id));
    if (changes.added.length + changes.moved.length > 0 || merged) {
      const after = await listUnits(tx);
      const parents = new Map(after.map((unit) => [unit.id, unit.parentId]));
      await insertTree(tx, { validFrom: list.valid_from, source: list.id, parents });
    }
    await replacePredecessors(tx, national.predecessors);
    for (const alias of aliasRows(list)) await upsertAlias(tx, alias);
    await writeLoaded(tx, { digest, list: list.id, units: national.units.length });
    await writeHead(tx, 'revision', revision + 1);
    return {
      added: changes.added.length,
      renamed: changes.renamed.length,
      moved: changes.moved.length,
      closed: changes.closed.length,
      predecessors: national.predecessors.length,
    };
  });
  forgetTree(db);
  return loaded;
}

function compareUnits(before: ReadonlyMap<number, Unit>, units: readonly Unit[]) {
  const wanted = new Set(units.map((unit) => unit.id));
  const known = units.flatMap((unit) => {
    const old = before.get(unit.id);
    return old ? [{ unit, old }] : [];
  });
  return {
    added: units.filter((unit) => !before.has(unit.id)),
    renamed: known
      .filter(({ unit, old }) => unit.name !== old.name || unit.division !== old.division)
      .map(({ unit }) => unit),
    moved: known
      .filter(({ unit, old }) => unit.parentId !== old.parentId && unit.parentId !== null)
      .map(({ unit }) => unit),
    closed: [...before.values()].filter(
      (old) => nationalKinds.includes(old.kind) && !wanted.has(old.id) && old.validTo === '9999-12-31',
    ),
  };
}

const idOf = (code: string): number => (code.length === 2 ? provinceId(code) : communeId(code));

/** Closed unit → the one that it went into. */
const successorsOf = ({ mergers = [] }: UnitList): Map<number, number> =>
  new Map(mergers.map(({ from, into }) => [idOf(from), idOf(into)]));

function aliasRows(list: UnitList) {
  return list.aliases.map(({ written, unit, canonical }) => ({
    folded: fold(written),
    unitId: unit === undefined ? 0 : idOf(unit),
    written,
    canonical: canonical ?? '',
  }));
}
